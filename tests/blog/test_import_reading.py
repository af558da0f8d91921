"""Reading exports: what is in them, and why some are refused."""

from __future__ import annotations

import time
import tracemalloc
from datetime import UTC, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest

from blog.rules.states import PostState
from blog.rules.wordpress import Channel, ImportRefused, Item, read_export, survey
from blog.rules.wordpress.dates import moment_of
from blog.rules.wordpress.fates import fate_of, state_of
from blog.rules.wordpress.identity import item_key, remark_key, site_key
from blog.rules.wordpress.losses import Loss
from comments.rules.states import State
from tests.blog.wxr import HEAD, a_label, a_remark, an_author, an_export, an_item, opened

pytestmark = pytest.mark.usefixtures("in_english")

BERLIN = ZoneInfo("Europe/Berlin")


def items(*parts: str) -> list[Item]:
    return [record for record in read_export(opened(*parts)) if isinstance(record, Item)]


def refusal(data: bytes) -> ImportRefused:
    with pytest.raises(ImportRefused) as refused:
        survey(read_export(BytesIO(data)))
    return refused.value


def test_an_item_is_read_with_its_labels_and_comments():
    (item,) = items(
        an_item(
            a_label("Fähren", slug="faehren"),
            a_label("Lore", "post_tag"),
            a_remark(7, "Ja & nein", parent=5, approved="spam"),
            number=3,
            title="Über <em>Wasser</em>",
            text="a\n\nb",
            author="ada",
        )
    )

    assert (item.number, item.kind, item.status, item.author) == ("3", "post", "publish", "ada")
    assert (item.title, item.text) == ("Über <em>Wasser</em>", "a\n\nb")
    assert [(label.domain, label.slug, label.name) for label in item.labels] == [
        ("category", "faehren", "Fähren"),
        ("post_tag", "lore", "Lore"),
    ]
    (remark,) = item.remarks
    assert (remark.number, remark.text, remark.parent, remark.approved) == ("7", "Ja & nein", "5", "spam")


@pytest.mark.parametrize("space", ["http://wordpress.org/export/1.0/", "https://wordpress.org/export/1.2/"])
def test_every_version_of_the_namespace_is_understood(space: str):
    data = an_export(an_item()).replace(b"http://wordpress.org/export/1.2/", space.encode())

    assert survey(read_export(BytesIO(data))).kinds == {"post": 1}


def test_a_version_is_not_needed():
    data = an_export(an_item()).replace(b"<wp:wxr_version>1.2</wp:wxr_version>", b"")

    assert survey(read_export(BytesIO(data))).kinds == {"post": 1}


def test_texts_in_several_sections_are_one_text():
    (item,) = items(an_item(text="ZZ").replace("ZZ", "<![CDATA[a]]]]><![CDATA[>b]]> &amp; c\\d"))

    assert item.text == "a]]>b & c\\d"


def test_the_survey_counts_by_kind_and_state():
    seen = survey(
        read_export(
            opened(
                an_author(),
                an_item(a_remark(1), a_remark(2, approved="0")),
                an_item(kind="page"),
                an_item(kind="nav_menu_item"),
            )
        )
    )

    assert seen.kinds == {"post": 1, "page": 1, "nav_menu_item": 1}
    assert seen.remarks == {State.PUBLIC: 1, State.PENDING: 1}
    assert seen.logins == {"1": "ada"}
    assert seen.channel.address == "https://probe.example"


@pytest.mark.parametrize(
    ("data", "line", "word"),
    [
        (b"", None, "empty"),
        (b"PK\x03\x04 and so on", None, "compressed"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", None, "not text"),
        (b"Dear editor,\nthis is a letter.", 1, "not XML"),
        (b"<html><body>Hello</body></html>", 1, "rss"),
        (b"<rss><channel><item><title>A feed</title></item></channel></rss>", None, "feed"),
        (an_export(an_item())[:-30], 7, "ends"),
        (an_export("<item>\n<title>A & B</title></item>"), 8, "does not allow"),
        (an_export("<item></wp:item>"), 7, "closed"),
        (an_export("<x:item/>"), 7, "prefix"),
        (an_export("<item>&nbsp;</item>"), 7, "entity"),
        (an_export(an_item()).replace(b"UTF-8", b"EBCDIC-XYZ"), 1, "encoding"),
        (an_export("<item>" + "<a>" * 60 + "</a>" * 60 + "</item>"), 7, "nested"),
        (b"<!DOCTYPE rss>\n" + an_export(an_item()).split(b"\n", 1)[1], 1, "document type"),
    ],
    ids=lambda value: None if isinstance(value, bytes) else str(value),
)
def test_what_is_no_export_is_refused_with_its_line_and_a_reason(data: bytes, line: int | None, word: str):
    refused = refusal(data)

    assert refused.line == line
    assert word in str(refused)


BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE rss [
<!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
]>
<rss><channel><title>&d;&d;&d;&d;&d;&d;</title></channel></rss>"""
OUTSIDE = b"""<!DOCTYPE rss [<!ENTITY e SYSTEM "file:///etc/passwd">]><rss><channel><title>&e;</title></channel></rss>"""
PARAMETER = b"""<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]><rss/>"""


@pytest.mark.parametrize("data", [BOMB, OUTSIDE, PARAMETER], ids=["bomb", "outside", "parameter"])
def test_entities_are_refused_before_they_are_looked_at(data: bytes):
    assert "entities" in str(refusal(data))


@pytest.mark.parametrize(
    "tail",
    [b"<item><title>%s</title></item>", b"<item a='%s'/>", b"<!-- %s -->", b"<%s/>"],
    ids=["text", "attribute", "comment", "name"],
)
def test_a_text_without_end_is_refused_soon_and_in_little_memory(tail: bytes):
    head, end = (HEAD.encode() + tail).split(b"%s")
    file = _Endless(head, end)
    tracemalloc.start()
    began = time.process_time()

    with pytest.raises(ImportRefused):
        survey(read_export(file))  # type: ignore[arg-type]

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.process_time() - began < 10
    assert peak < 100_000_000
    assert file.given < 20_000_000


class _Endless:
    """A file of half a gigabyte that is nowhere stored."""

    def __init__(self, head: bytes, end: bytes) -> None:
        self._head, self._end = head, end
        self.given = 0

    def read(self, size: int) -> bytes:
        head, self._head = self._head, b""
        self.given += size
        if self.given > 500_000_000:
            end, self._end = self._end, b""
            return end
        return head or b"x" * size


def test_memory_does_not_grow_with_the_number_of_entries():
    export = opened(*(an_item(number=n) for n in range(3_000)))
    tracemalloc.start()

    seen = survey(read_export(export))

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert seen.kinds == {"post": 3_000}
    assert peak < 2_000_000


@pytest.mark.parametrize(
    ("gmt", "local", "feed", "expected"),
    [
        ("2025-01-01 10:00:00", "2025-07-01 00:00:00", "", datetime(2025, 1, 1, 10, tzinfo=UTC)),
        ("0000-00-00 00:00:00", "2025-07-01 12:00:00", "", datetime(2025, 7, 1, 10, tzinfo=UTC)),
        ("", "2025-03-30 02:30:00", "", datetime(2025, 3, 30, 1, 30, tzinfo=UTC)),
        ("", "", "Tue, 07 Jan 2025 10:00:00 +0200", datetime(2025, 1, 7, 8, tzinfo=UTC)),
        ("0005-13-45", "soon", "Mon, 30 Nov -0001 00:00:00 +0000", None),
        ("9999-12-31 23:59:59", "", "Fri, 31 Dec 9999 23:59:59 +0000", None),
        ("2025-02-30 10:00:00", "", "2025", None),
    ],
)
def test_the_first_usable_date_counts(gmt: str, local: str, feed: str, expected: datetime | None):
    assert moment_of(gmt=gmt, local=local, zone=BERLIN, feed=feed) == expected


@pytest.mark.parametrize(
    ("status", "password", "state", "loss"),
    [
        ("publish", "", PostState.PUBLISHED, None),
        ("future", "", PostState.PUBLISHED, None),
        ("publish", "secret", PostState.DRAFT, Loss.PASSWORD),
        ("draft", "", PostState.DRAFT, None),
        ("auto-draft", "", PostState.DRAFT, None),
        ("pending", "", PostState.IN_REVIEW, None),
        ("private", "", PostState.DRAFT, Loss.PRIVATE),
        ("trash", "", PostState.WITHDRAWN, Loss.TRASH),
        ("", "", PostState.DRAFT, Loss.UNKNOWN_STATUS),
        ("Publish!", "", PostState.DRAFT, Loss.UNKNOWN_STATUS),
    ],
)
def test_nothing_becomes_public_that_was_not(status: str, password: str, state: PostState, loss: Loss | None):
    (item,) = items(an_item(status=status, extra=f"<wp:post_password>{password}</wp:post_password>"))

    fate = fate_of(item)

    assert (fate.state, fate.loss) == (state, loss)


@pytest.mark.parametrize(
    ("approved", "state"),
    [
        ("1", State.PUBLIC),
        ("0", State.PENDING),
        ("spam", State.SPAM),
        ("trash", State.REMOVED),
        ("post-trashed", State.REMOVED),
        ("", State.PENDING),
        ("2", State.PENDING),
    ],
)
def test_every_state_of_a_comment_has_one_of_ours(approved: str, state: State):
    (item,) = items(an_item(a_remark(1, approved=approved)))

    assert state_of(item.remarks[0]) is state


@pytest.mark.parametrize(
    ("channel", "key"),
    [
        (Channel(address="https://Probe.Example/blog/"), "https://probe.example/blog"),
        (Channel(address="http://probe.example"), "http://probe.example"),
        (Channel(title="Kleine Probe"), "Kleine Probe"),
    ],
)
def test_a_site_is_known_by_its_address_or_its_title(channel: Channel, key: str):
    assert site_key(channel) == key


def test_keys_fit_into_their_columns_whatever_is_in_the_file():
    site = site_key(Channel(address="https://x.example/" + "<>\"' " * 500))
    (item,) = items(an_item(a_remark("9" * 500), number="²" * 500, slug="x" * 500))

    assert len(remark_key(item_key(site, item), item.remarks[0])) <= 200


def test_another_blog_under_the_same_address_has_other_keys():
    first, second = items(
        an_item(number=1, date="2020-01-01 10:00:00"), an_item(number=1, date="2022-01-01 10:00:00")
    )

    assert item_key("http://localhost", first) != item_key("http://localhost", second)
