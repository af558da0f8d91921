"""Our walk through a tree is html5lib's, only faster."""

from pathlib import Path

import pytest
from bleach.html5lib_shim import BleachHTMLParser, getTreeWalker

from markup.walking import Walker
from tests.markup.test_posts import POST

TEXTS = [
    POST,
    "",
    "a",
    "<p>a<br> <img src=b>c <em></em></p> d",
    *(Path(__file__).parent / "payloads.txt").read_text().split("\n"),
]
TAGS = {"a", "abbr", "br", "em", "figure", "hr", "img", "li", "p", "pre", "table", "td", "tr", "ul"}


@pytest.mark.parametrize("html", TEXTS)
def test_the_tokens_are_the_same(html):
    parser = BleachHTMLParser(tags=TAGS, strip=True, consume_entities=False, namespaceHTMLElements=False)
    tree = parser.parseFragment(html)

    ours = list(Walker(tree))
    theirs = [token for token in getTreeWalker("etree")(tree) if token["type"] != "Comment"]

    assert ours == theirs
