"""The archive holds everything about its person, and nothing about anybody else (A5)."""

import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions.exporting import (
    KEPT,
    MOST_A_DAY,
    ExportUnderWay,
    TooManyExports,
    carry_out,
    drop_exports,
    order_export,
    readable_export,
    write_archive,
)
from accounts.models import Delivery, Export, Leaving, User
from accounts.models.export import private_files
from accounts.personal import parts
from comments.exported.words import comments
from comments.models import Comment
from tests.accounts.steps import a_member
from tests.builders import NOW, a_comment, a_person, a_thread
from tests.planted import SECRETS, a_planted_person, entwine

pytestmark = pytest.mark.django_db

MINE, THEIRS = "Quittenmus", "Zwetschgenkern"
EXPECTED = [
    "Person", "about", "foreign", "former", "browser", "kind", "measure", "measure-appeal", "measure-answer",
    "public", "version", "passage", "removed", "statement", "appeal", "appeal-answer", "Muted", "draft",
    "other-draft", "report", "title", "lead", "body", "label", "extract", "alt", "old",
]  # fmt: skip


def archive_of(person: User) -> dict[str, str]:
    file = BytesIO()
    write_archive(file, person, now=NOW)
    with ZipFile(file) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def rows(files: dict[str, str], name: str) -> list[dict]:
    return json.loads(files[f"{name}.json"])


_BUILT: dict[str, str] = {}


@pytest.fixture
def files() -> dict[str, str]:
    """The archive of a planted person: text that several tests look at, so it is made once."""
    if not _BUILT:
        _BUILT.update(_built())
    return _BUILT


def _built() -> dict[str, str]:
    me, other = a_planted_person(MINE), a_planted_person(THEIRS)
    entwine(me, MINE, other)
    entwine(other, THEIRS, a_person("Somebody"))
    Leaving.objects.create(
        person=me, choice="redact", asked_at=NOW, due_at=NOW + timedelta(days=7), undone_at=NOW
    )
    return archive_of(me)


def test_everything_about_the_person_is_in_it(files):
    whole = "\n".join(files.values()).lower()

    missing = [word for word in EXPECTED if not _holds(whole, f"{MINE} {word}".lower())]
    assert missing == []


def _holds(whole: str, words: str) -> bool:
    return words in whole or words.replace(" ", "-") in whole


def test_no_part_is_empty_for_somebody_who_did_everything(files):
    assert [part.name for part in parts() if rows(files, part.name) == []] == []


def test_nothing_about_anybody_else_is_in_it(files):
    leaks = [name for name, text in files.items() if THEIRS.lower() in text.lower()]

    assert leaks == []


def test_no_secret_is_in_it(files):
    whole = "\n".join(files.values())

    assert [secret for secret in SECRETS if f"{MINE}-{secret}" in whole] == []
    assert "md5$" not in whole  # how the hashes of passwords begin here
    assert "0a0a0a0a" not in whole


def test_the_own_picture_is_in_it(files):
    assert files["picture.webp"] == f"{MINE} picture"


def test_the_text_beside_it_explains_every_file(files):
    unexplained = [name for name in files if name != "README.txt" and name not in files["README.txt"]]

    assert unexplained == []


def test_a_removed_comment_tells_why_and_by_whom_without_a_name(files):
    (row,) = [row for row in rows(files, "comments") if row["state"] == "removed"]

    assert row["decisions"][-1]["reason"] == "insult"
    assert row["statements"][0]["facts"] == f"{MINE} statement"
    assert row["statements"][0]["appeal"]["granted"] is False


def test_somebody_new_gets_an_archive_as_well():
    files = archive_of(a_person("Nova"))

    assert rows(files, "profile")[0]["name"] == "Nova"
    assert rows(files, "comments") == []


@pytest.mark.parametrize("count", [1, 30])
def test_the_number_of_queries_is_the_same_for_one_comment_and_for_thirty(count):
    person, thread = a_person(), a_thread()
    for _ in range(count):
        a_comment(author=person, thread=thread)

    with CaptureQueriesContext(connection) as queries:
        found = list(comments(person))

    assert (len(found), len(queries)) == (count, 8)


def test_comments_come_in_batches(monkeypatch):
    monkeypatch.setattr("comments.exported.words.BATCH", 2)
    person = a_person()
    for number in range(5):
        a_comment(author=person, body=f"number {number}")

    found = list(comments(person))

    assert [row["text"] for row in found] == [f"number {number}" for number in range(5)]
    assert Comment.objects.filter(author=person).count() == 5


def test_an_order_is_carried_out_once_and_told_by_mail(now):
    person = a_member()
    export = order_export(person=person, now=now)

    for _ in range(2):
        carry_out(export.pk, now=now)

    written = readable_export(person, now=now)
    mail = Delivery.objects.get(kind="export")
    assert (written.pk, mail.to) == (export.pk, person.email)
    assert "/accounts/me/export/" in mail.text
    assert written.file.name not in mail.text


def test_the_archive_lies_outside_of_the_public_files_under_a_name_that_nobody_guesses(now, settings):
    export = order_export(person=a_member(), now=now)
    carry_out(export.pk, now=now)
    export.refresh_from_db()

    assert not private_files().path(export.file.name).startswith(str(settings.MEDIA_ROOT))
    assert len(export.file.name) > 40
    with pytest.raises(ValueError, match="no address"):
        assert export.file.url


def test_one_archive_is_written_at_a_time(now):
    person = a_member()
    order_export(person=person, now=now)

    with pytest.raises(ExportUnderWay):
        order_export(person=person, now=now)


def test_an_order_that_nobody_carried_out_is_in_nobodys_way(now):
    person = a_member()
    order_export(person=person, now=now)

    order_export(person=person, now=now + timedelta(days=2))

    assert Export.objects.filter(person=person).count() == 1


def test_there_are_so_many_archives_on_a_day(now):
    person = a_member()
    for _ in range(MOST_A_DAY):
        carry_out(order_export(person=person, now=now).pk, now=now)

    with pytest.raises(TooManyExports):
        order_export(person=person, now=now)


def test_a_new_archive_takes_the_place_of_the_one_before(now, django_capture_on_commit_callbacks):
    person = a_member()
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            carry_out(order_export(person=person, now=now).pk, now=now)

    first, second = Export.objects.filter(person=person).order_by("pk")
    assert (first.file.name, readable_export(person, now=now)) == ("", second)


def test_an_archive_is_readable_for_a_week(now):
    person = a_member()
    carry_out(order_export(person=person, now=now).pk, now=now)

    assert readable_export(person, now=now + KEPT - timedelta(seconds=1)) is not None
    assert readable_export(person, now=now + KEPT) is None


def test_who_has_left_meanwhile_gets_no_archive(now):
    person = a_member()
    export = order_export(person=person, now=now)
    User.objects.filter(pk=person.pk).update(is_active=False)

    carry_out(export.pk, now=now)

    assert Export.objects.get().file.name == ""


def test_dropped_archives_are_gone_with_their_files(now, django_capture_on_commit_callbacks):
    person = a_member()
    carry_out(order_export(person=person, now=now).pk, now=now)
    name = Export.objects.get().file.name

    with django_capture_on_commit_callbacks(execute=True):
        drop_exports(Export.objects.filter(person=person))

    assert not private_files().exists(name)
    assert not Export.objects.exists()
