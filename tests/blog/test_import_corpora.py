"""Exports of many makers: everything in them arrives, and a second import changes nothing."""

from __future__ import annotations

from functools import reduce
from operator import or_
from pathlib import Path
from xml.etree.ElementTree import ParseError

import pytest
from django.core.management import CommandError, call_command

from blog.models import Page, Post, PostRevision
from comments.models import Comment
from tests.blog.counting import by_identity, dump, in_database, in_file
from tests.conftest import CORPORA

EXPORTS = sorted(CORPORA.glob("wxr/*.xml"))
ATTACKS = sorted(CORPORA.glob("xml-attacks/*.xml"))
NOT_WORDPRESS = {"wagtailimport-test.xml"}

pytestmark = [pytest.mark.django_db, pytest.mark.corpora, pytest.mark.usefixtures("in_english")]


def _is_well_formed(path: Path) -> bool:
    try:
        in_file(path)
    except ParseError:
        return False
    return path.name not in NOT_WORDPRESS


READABLE = [path for path in EXPORTS if _is_well_formed(path)]
BROKEN = [path for path in EXPORTS if path not in READABLE]


@pytest.mark.parametrize("path", READABLE, ids=lambda path: path.stem)
def test_everything_in_an_export_arrives_and_a_second_import_changes_nothing(path: Path, capsys):
    call_command("import_wordpress", path)
    first = dump()

    call_command("import_wordpress", path)

    assert in_database() == in_file(path)
    assert dump() == first


@pytest.mark.parametrize("order", [1, -1], ids=["in order", "backwards"])
def test_all_exports_fit_into_one_site_in_any_order(order: int, capsys):
    for path in READABLE[::order]:
        call_command("import_wordpress", path)

    kept = [by_identity(path) for path in READABLE]
    for model, part in ((Post, 0), (Page, 1), (Comment, 2)):
        expected = reduce(or_, (each[part] for each in kept))  # of a thing in two files the larger number
        assert model.objects.count() == expected.total()
    texts = set(PostRevision.objects.values_list("title", flat=True))
    assert {"My Podcast Episode", "Item one title", "Item with wp:postmeta single", "Hello world!"} <= texts
    podcast = PostRevision.objects.filter(title="My Podcast Episode").values_list("body", flat=True)
    assert len(set(podcast)) == 2  # two exports, one post, both texts


@pytest.mark.parametrize("path", READABLE[::4], ids=lambda path: path.stem)
def test_a_dry_run_tells_the_same_and_stores_nothing(path: Path, capsys):
    before = dump()

    call_command("import_wordpress", path, dry_run=True)
    planned = capsys.readouterr().out.strip().splitlines()
    after = dump()
    call_command("import_wordpress", path)

    assert after == before
    done = capsys.readouterr().out.strip().splitlines()
    assert planned[: len(done)] == done
    assert len("".join(planned[len(done) :])) < 100  # one line says that nothing was stored


@pytest.mark.parametrize("path", BROKEN + ATTACKS, ids=lambda path: path.stem)
def test_a_broken_or_hostile_file_changes_nothing_and_says_why(path: Path):
    before = dump()

    with pytest.raises(CommandError) as refused:
        call_command("import_wordpress", path)

    assert len(str(refused.value)) > 30
    assert dump() == before


def test_the_corpora_were_there(corpora: Path):
    assert len(READABLE) + len(BROKEN) == len(EXPORTS) >= 46
    assert len(BROKEN) == 8
