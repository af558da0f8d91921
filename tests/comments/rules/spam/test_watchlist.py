"""Words and domains that editors watch for."""

import pytest

from comments.rules.spam.watchlist import Fault, ListRefused, read_lists
from comments.rules.spam.words import links_in, words_in


def found(rules: str, text: str) -> list[str]:
    return [text[start:end] for start, end in read_lists(rules, "").words_found(words_in(text))]


@pytest.mark.parametrize(
    ("rules", "text", "hits"),
    [
        ("press", "Die Presse schreibt", []),
        ("press", "the Press, again press!", ["Press", "press"]),
        ("cheap pills", "Buy CHEAP-pills now", ["CHEAP-pills"]),
        ("cheap pills", "cheap blue pills", []),
        ("casi*", "Casinos im Casino", ["Casinos", "Casino"]),
        ("*sino", "Casinos im Casino", ["Casino"]),
        ("*asin*", "Casinos im Casino", ["Casinos", "Casino"]),
        ("casino", "c\u0430s\u0456no", ["c\u0430s\u0456no"]),
        ("# a note\n\n  casino  \n", "# a note on a casino", ["casino"]),
        ("straße", "STRASSE", ["STRASSE"]),
        ("", "anything", []),
    ],
)
def test_words_are_found_as_a_whole_unless_a_star_says_otherwise(rules, text, hits):
    assert found(rules, text) == hits


@pytest.mark.parametrize(
    ("domains", "text", "hits"),
    [
        ("example.com", "see https://shop.example.com/x", ["https://shop.example.com/x"]),
        ("example.com", "see badexample.com and example.com.org", []),
        ("https://www.example.com/some/path", "example.com", ["example.com"]),
        (".xyz", "go to a.b.xyz", ["a.b.xyz"]),
        ("*.xyz", "go to a.xyz", ["a.xyz"]),
        ("example.com", "mail ada@example.com", []),
    ],
)
def test_a_domain_has_all_that_is_below_it(domains, text, hits):
    spans = read_lists("", domains).domains_found(links_in(text))

    assert [text[start:end] for start, end in spans] == hits


@pytest.mark.parametrize(
    ("words", "domains", "line", "fault"),
    [
        ("fine\n***", "", 2, Fault.NO_LETTERS),
        ("pr*ss", "", 1, Fault.STAR_INSIDE),
        ("two words*", "", 1, Fault.STAR_INSIDE),
        ("# note\n\nab*", "", 3, Fault.TOO_SHORT),
        ("x" * 201, "", 1, Fault.TOO_LONG),
        ("a b c d e f g h i j k", "", 1, Fault.TOO_LONG),
        ("", "fine.org\nnot a domain", 2, Fault.NO_DOMAIN),
        ("", "example", 1, Fault.NO_DOMAIN),
        ("", "a..b", 1, Fault.NO_DOMAIN),
    ],
)
def test_a_line_that_cannot_be_read_is_named(words, domains, line, fault):
    with pytest.raises(ListRefused) as refused:
        read_lists(words, domains)

    assert (refused.value.line, refused.value.fault) == (line, fault)


def test_a_long_list_asks_no_more_of_a_text_than_a_short_one():
    lists = read_lists("\n".join(f"word{n} thing{n}" for n in range(5_000)), "")

    assert lists.phrases.keys() == {2}
    assert lists.words_found(words_in("a word17 thing17 here")) == [(2, 16)]
