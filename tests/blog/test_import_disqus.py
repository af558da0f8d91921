"""Comments of Disqus: where they belong, what becomes of them, and what is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.rules.roles import system
from blog.actions.importing import disqus
from blog.actions.importing.disqus import DisqusReport, import_disqus
from blog.actions.redirects import remember_address
from blog.models import Page, Post, SiteSettings
from blog.rules.disqus import Loss
from blog.rules.exports import ImportRefused
from comments.models import Comment, LogEntry, Thread
from comments.rules.states import State
from tests.blog.counting import dump
from tests.blog.disqus import a_remark, a_thread, an_export, many
from tests.builders import EDITOR, NOW, a_comment, a_person, a_post, a_series, a_tag
from tests.conftest import CORPORA

CORPUS = CORPORA / "disqus"


@pytest.fixture(autouse=True)
def post(db: None) -> Post:
    SiteSettings.load()
    return a_post(slug="neu", language="en")


def run(*items: str, dry: bool = False) -> DisqusReport:
    return import_disqus(open_export=lambda: BytesIO(an_export(*items)), is_dry=dry, actor=EDITOR, now=NOW)


def told(report: DisqusReport) -> dict[Loss, int]:
    return {loss: tally.count for loss, tally in report.losses.items()}


def only() -> Comment:
    return Comment.objects.get()


def test_words_date_name_and_language_are_kept(post: Post) -> None:
    report = run(a_thread(), a_remark(text="<p>Some <b>bold</b> words.</p>", name="Ada Quill"))

    comment = only()
    assert comment.thread == post.thread
    assert (comment.source, comment.guest_name) == ("Some **bold** words.", "Ada Quill")
    assert comment.posted_at == datetime(2012, 3, 4, 5, 6, 7, tzinfo=UTC)
    assert (comment.state, comment.language) == (State.PUBLIC, "en")
    assert (told(report), report.matched) == ({}, 1)


def test_answers_keep_their_parents_also_when_those_come_later_in_the_file() -> None:
    run(
        a_thread(),
        a_remark(3, parent=2, date="2012-01-03T00:00:00Z"),
        a_remark(2, parent=1, date="2012-01-02T00:00:00Z"),
        a_remark(1, date="2012-01-01T00:00:00Z"),
    )

    rows = Comment.objects.order_by("number").values_list("foreign_id", "number", "depth")
    assert [(key[-1], number, depth) for key, number, depth in rows] == [
        ("1", 1, 0),
        ("2", 2, 1),
        ("3", 3, 2),
    ]


@pytest.mark.parametrize(
    ("flags", "state"),
    [
        ({}, State.PUBLIC),
        ({"spam": "true"}, State.SPAM),
        ({"deleted": "true"}, State.REMOVED),
        ({"deleted": "true", "spam": "true"}, State.SPAM),
        ({"spam": "123"}, State.PENDING),
        ({"deleted": "?"}, State.PENDING),
        ({"more": "<isApproved>false</isApproved>"}, State.PENDING),
        ({"more": "<isApproved>true</isApproved>"}, State.PUBLIC),
    ],
)
def test_nothing_is_public_that_was_not_clearly_public(flags: dict[str, str], state: State) -> None:
    run(a_thread(), a_remark(**flags))  # type: ignore[arg-type]

    assert only().state == state


def test_deleted_and_spam_show_no_words_and_answers_to_deleted_ones_stay(client: Client, post: Post) -> None:
    run(
        a_thread(),
        a_remark(1, text="SECRET deleted", deleted="true", name="SECRET name"),
        a_remark(2, parent=1, text="An answer"),
        a_remark(3, text="SECRET spam", spam="true"),
        a_remark(4, text="SECRET deleted, alone", deleted="true"),
    )

    page = client.get(post.get_absolute_url()).content.decode()

    assert "An answer" in page
    assert "SECRET" not in page
    assert Comment.objects.get(source="An answer").parent.state == State.REMOVED
    assert Thread.objects.get(post=post).shown_roots == 1


@pytest.mark.parametrize(
    "link",
    [
        "https://old.example/2026/03/neu/",
        "http://localhost:4000/2026/03/neu?utm_source=feed#disqus_thread",
        "//cdn.example/en/2026/03/neu/",
        "https://old.example/2026/03/neu/amp/",
        "https://old.example/2026/03/neu/index.html",
        "https://old.example/?p=12",
        "https://old.example/index.php?page=1&p=12",
        "https://old.example/blog/old-name.html",
        "http://old.example/2010/05/%C3%BCber/",
    ],
)
def test_a_thread_belongs_to_the_page_at_its_address_whatever_the_host(post: Post, link: str) -> None:
    for old in ("/?p=12", "/blog/old-name.html", "/2010/05/über/"):
        remember_address(old=old, target=post, now=NOW)

    run(a_thread(link=link), a_remark())

    assert only().thread == post.thread


@pytest.mark.parametrize(
    "identifier",
    ["https://old.example/2026/03/neu/", "12 https://old.example/?p=12", "neu", "the-lasting-name"],
)
def test_a_thread_belongs_to_the_page_that_its_identifier_names(post: Post, identifier: str) -> None:
    remember_address(old="/?p=12", target=post, now=NOW)
    Post.objects.filter(pk=post.pk).update(guid="the-lasting-name")

    run(a_thread(link="https://other.example/", identifier=identifier), a_remark())

    assert only().thread == post.thread


def test_a_slug_that_two_posts_have_or_a_number_names_nothing(post: Post) -> None:
    a_post(slug="neu", at=datetime(2026, 2, 1, tzinfo=UTC))
    a_post(slug="17")

    run(
        *(a_thread(n, "", identifier=word) for n, word in enumerate(("neu", "17"), 1)),
        a_remark(),
        a_remark(2, thread=2),
    )

    assert not Comment.objects.exists()


def test_a_page_gets_a_conversation(client: Client) -> None:
    page = Page.objects.create(title="About", slug="about", language="de", changed_at=NOW)

    run(a_thread(link="https://old.example/about/"), a_remark(text="Under a page"))

    page.refresh_from_db()
    assert only().thread == page.thread
    assert "Under a page" in client.get("/about/").content.decode()


def test_threads_of_no_page_are_listed_and_nothing_of_them_is_stored() -> None:
    a_tag("Old tag"), a_series("Old series")
    report = run(
        a_thread(1, "https://old.example/gone/"),
        a_thread(2, "https://old.example/tag/old-tag/"),
        a_thread(3, "https://old.example/"),
        a_thread(4, "https://old.example/silent/"),
        *(a_remark(n, thread=thread) for n, thread in enumerate((1, 1, 2, 3), 1)),
    )

    listed = [(each.address, each.comments) for each in report.elsewhere]
    assert listed == [
        ("https://old.example/gone/", 2),
        ("https://old.example/", 1),
        ("https://old.example/tag/old-tag/", 1),
    ]
    assert told(report) == {Loss.ELSEWHERE: 4}
    assert not Comment.objects.exists()


def test_a_thread_that_was_deleted_stays_away() -> None:
    report = run(a_thread(deleted="true"), a_remark(text="SECRET"))

    assert told(report) == {Loss.DELETED_THREADS: 1}
    assert not Comment.objects.exists()


def test_a_comment_without_a_thread_is_told() -> None:
    assert told(run(a_thread(), a_remark(thread=9), a_remark(2, thread=""))) == {Loss.WITHOUT_THREAD: 2}


def test_threads_under_two_addresses_of_one_page_are_one_conversation_in_order() -> None:
    report = run(
        a_thread(1),
        a_thread(2, "http://www.old.example/2026/03/neu"),
        a_remark(1, thread=1, date="2012-01-03T00:00:00Z"),
        a_remark(2, thread=2, date="2012-01-02T00:00:00Z"),
    )

    assert [key[-1] for key in Comment.objects.order_by("number").values_list("foreign_id", flat=True)] == [
        "2",
        "1",
    ]
    assert told(report) == {Loss.SEVERAL: 2}


def test_a_closed_thread_is_closed_unless_people_talked_here_already(post: Post) -> None:
    run(a_thread(closed="true"), a_remark())
    other = a_post(slug="other")
    a_comment(thread=other.thread)
    report = run(a_thread(2, "/2026/03/other/", closed="true"), a_remark(2, thread=2))

    assert Thread.objects.get(post=post).closed
    assert not Thread.objects.get(post=other).closed
    assert told(report)[Loss.OPEN] == 1


def test_members_are_known_by_an_address_that_they_confirmed_and_no_other() -> None:
    ada, eve = a_person("Ada"), a_person("Eve")
    EmailAddress.objects.create(user=ada, email="ada@mail.example", verified=True)
    EmailAddress.objects.create(user=eve, email="eve@mail.example", verified=False)

    report = run(
        a_thread(),
        a_remark(1, mail="Ada@mail.example"),
        a_remark(2, mail="eve@mail.example"),
        a_remark(3, mail="ada@mail.example", anonymous="true"),
        a_remark(4, name="Ada"),
    )

    authors = list(Comment.objects.order_by("foreign_id").values_list("author", flat=True))
    assert authors == [ada.pk, None, None, None]
    assert told(report) == {Loss.UNCONFIRMED: 1, Loss.GUEST_NAME: 3}


@pytest.mark.parametrize("name", ["Mira Lindqvist", "mira  lindqvist", "Redaktion", "Adm1n"])
def test_a_guest_cannot_be_taken_for_a_member_or_for_the_house(name: str) -> None:
    a_person("Mira Lindqvist")

    report = run(a_thread(), a_remark(1, name=name), a_remark(2, name="Holm"))

    assert [comment.guest_name for comment in Comment.objects.order_by("pk")] == [
        f"{' '.join(name.split())} (guest)",
        "Holm",
    ]
    assert told(report) == {Loss.GUEST_NAME: 1}


def test_the_mail_of_a_guest_is_kept_and_shown_to_nobody(client: Client, post: Post) -> None:
    run(a_thread(), a_remark(mail="guest@mail.example"), a_remark(2, mail="no address"))

    pages = [client.get(post.get_absolute_url()), client.get(f"{post.get_absolute_url()}feed/")]

    assert set(Comment.objects.values_list("guest_mail", flat=True)) == {"guest@mail.example", ""}
    assert not any(b"mail.example" in page.content for page in pages)


def test_no_network_address_is_kept() -> None:
    run(a_thread(), a_remark())

    assert not any("203.0.113.7" in row for row in dump())


def test_a_second_run_changes_nothing() -> None:
    items = [
        a_thread(),
        *(a_remark(n, parent=n - 1 or None) for n in range(1, 5)),
        a_remark(None),
        a_remark(3),
    ]
    run(*items)
    before = dump()

    report = run(*items)

    assert dump() == before
    assert not report.comment_states


def test_a_later_export_adds_what_is_new_and_leaves_the_rest_alone() -> None:
    run(a_thread(), a_remark(1))
    Comment.objects.update(source="Edited here", state=State.REMOVED)

    run(a_thread(), a_remark(1), a_remark(2, parent=1))

    assert [(c.source, c.state) for c in Comment.objects.order_by("number")] == [
        ("Edited here", State.REMOVED),
        ("Words.", State.PUBLIC),
    ]


def test_comments_that_were_here_stay_and_the_counters_are_right(post: Post) -> None:
    own = a_comment(thread=post.thread)

    run(a_thread(), a_remark(1), a_remark(2, spam="true"))

    thread = Thread.objects.get(post=post)
    own.refresh_from_db()
    assert own.number == 1
    assert (thread.last_number, thread.public_count, thread.shown_roots) == (3, 2, 2)


def test_a_dry_run_tells_the_same_and_stores_nothing() -> None:
    Page.objects.create(title="About", slug="about", language="de", changed_at=NOW)
    items = [
        a_thread(closed="true"),
        a_thread(2, "/gone/"),
        a_thread(3, "/about/"),
        *(a_remark(n, thread=n % 3 + 1, parent=n + 7, date="?") for n in range(1, 9)),
    ]
    before = dump()

    dry = run(*items, dry=True)

    assert dump() == before
    wet = run(*items)
    assert (told(dry), dry.outcomes, dry.comment_states) == (told(wet), wet.outcomes, wet.comment_states)


def test_what_could_not_be_kept_is_told() -> None:
    report = run(
        a_thread(),
        a_remark(1, parent=99),
        a_remark(2, parent=3),
        a_remark(3, parent=2),
        a_remark(4, date="2011-x09"),
        a_remark(5, text='<p>See <img src="https://a.example/b.png"></p>'),
        a_remark(6, text="long " * 2000),
        a_remark(None, spam="maybe"),
        a_remark(1),
        a_remark(7, mail="none"),
    )

    assert told(report) == {
        Loss.ORPHANS: 1,
        Loss.CIRCLES: 1,
        Loss.DATE: 1,
        Loss.MEDIA: 1,
        Loss.LONG: 1,
        Loss.UNNAMED: 1,
        Loss.STATUS: 1,
        Loss.DOUBLED: 1,
        Loss.GUEST_DETAILS: 1,
    }
    assert Comment.objects.count() == 9


def test_a_comment_without_a_date_is_dated_like_its_thread() -> None:
    run(a_thread(date="2011-02-03T00:00:00Z"), a_remark(date="soon"))

    assert only().posted_at == datetime(2011, 2, 3, tzinfo=UTC)


def test_scripts_in_messages_do_not_arrive(client: Client, post: Post) -> None:
    run(a_thread(), a_remark(text="<p>Hi<script>alert(1)</script><a href='javascript:alert(1)'>x</a></p>"))

    page = client.get(post.get_absolute_url()).content.decode()

    assert "alert(1)</script>" not in page and "javascript:" not in page


def test_a_file_that_is_larger_than_the_memory_is_read_several_times(monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(3):
        a_post(slug=f"post-{n}")
    monkeypatch.setattr(disqus, "AT_ONCE", 5)

    run(*many(12, threads=3))

    assert Comment.objects.count() == 12
    assert LogEntry.objects.filter(move="adopt").count() == 12


def test_a_run_that_broke_off_is_completed_by_the_next_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(3):
        a_post(slug=f"post-{n}")
    monkeypatch.setattr(disqus, "AT_ONCE", 5)

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    file = an_export(*many(12, threads=3))
    with pytest.raises(KeyboardInterrupt):
        import_disqus(open_export=lambda: BytesIO(file), is_dry=False, actor=EDITOR, now=NOW, progress=stop)
    run(*many(12, threads=3))

    assert sorted(Comment.objects.values_list("thread__path", flat=True)) == sorted(
        f"/2026/03/post-{n % 3}/" for n in range(12)
    )


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a bomb of entities": lambda: (
        b'<!DOCTYPE disqus [<!ENTITY a "'
        + b"x" * 900
        + b'"><!ENTITY b "'
        + b"&a;" * 900
        + b'">]><disqus>&b;</disqus>'
    ),
    "a file of the machine": lambda: (
        b'<!DOCTYPE disqus [<!ENTITY a SYSTEM "file:///etc/passwd">]><disqus>&a;</disqus>'
    ),
    "a request": lambda: b'<!DOCTYPE disqus SYSTEM "http://127.0.0.1/x.dtd"><disqus/>',
    "thousands of levels": lambda: b"<disqus>" + b"<a>" * 5000,
    "thousands of marks": lambda: an_export("<post>" + "<a/>" * 5000 + "</post>"),
    "another program": lambda: b"<rss><channel/></rss>",
    "an end in the middle": lambda: an_export(a_thread(), a_remark())[:-30],
    "an archive": lambda: b"PK\x03\x04" + b"x" * 100,
    "nothing": lambda: b"",
    "a very long text": lambda: an_export(a_thread(), a_remark(text="x" * 2_100_000)),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_file_that_cannot_be_read_to_its_end_stores_nothing(kind: str) -> None:
    before = dump()

    with pytest.raises(ImportRefused) as refusal:
        import_disqus(open_export=lambda: BytesIO(HOSTILE[kind]()), is_dry=False, actor=EDITOR, now=NOW)

    assert str(refusal.value)
    assert dump() == before


def test_members_import_nothing() -> None:
    with pytest.raises(PermissionDenied):
        import_disqus(
            open_export=lambda: BytesIO(an_export()), is_dry=False, actor=a_person().as_actor(), now=NOW
        )


@pytest.mark.usefixtures("in_english")
def test_the_command_lists_what_it_did_and_what_found_no_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "export.xml"
    file.write_bytes(
        an_export(
            a_thread(),
            a_thread(2, "https://old.example/gone/"),
            a_remark(mail="x@y.example"),
            a_remark(2, thread=2),
        )
    )

    call_command("import_disqus", file, "--dry-run")
    dry = capsys.readouterr().out
    call_command("import_disqus", file)
    out = capsys.readouterr().out

    assert "nothing was stored" in dry and Comment.objects.count() == 1
    assert "1 of 2 threads" in out
    assert "1  https://old.example/gone/" in out
    assert "x@y.example" not in out + dry


@pytest.mark.usefixtures("in_english")
def test_the_command_refuses_a_broken_file_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "export.xml"
    file.write_bytes(b"<disqus>\n<post>\n</disqus>")

    with pytest.raises(CommandError, match="Line 3"):
        call_command("import_disqus", file)


@pytest.mark.corpora
@pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpora; set RESONANZ_CORPORA to their folder")
@pytest.mark.parametrize(
    "name", ["remark42-disqus", "remark42-disqus-deleted-post", "remark42-disqus-deleted-thread"]
)
def test_exports_of_others_are_refused_while_broken_and_taken_when_mended(
    name: str,
) -> None:
    broken = (CORPUS / f"{name}.xml").read_bytes()
    mended = broken.lstrip(b"`").replace(b"dsq:id=247937687/", b'dsq:id="247937687"/')
    for number, slug in ((247918464, "229_8880.html"), (247937687, "podcast-229/")):
        old = f"/2011/03/{slug}" if number == 247918464 else f"/p/2011/03/05/{slug}"
        remember_address(old=old, target=a_post(slug=f"t-{number}"), now=NOW)

    with pytest.raises(ImportRefused):
        import_disqus(open_export=lambda: BytesIO(broken), is_dry=False, actor=EDITOR, now=NOW)
    report = import_disqus(
        open_export=lambda: BytesIO(mended), is_dry=False, actor=system("import_disqus"), now=NOW
    )

    states = sorted(report.comment_states.elements())
    assert report.survey.remarks.total() == 6
    expected = {
        "remark42-disqus": ["pending", "public", "public", "public", "public", "spam"],
        "remark42-disqus-deleted-post": ["pending", "public", "public", "public", "removed", "spam"],
    }
    assert states == expected.get(name, ["public", "public"])
