"""A text as the checks read it."""

import pytest

from comments.rules.spam.words import links_in, text_key, words_in


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Cheap PILLS!", ["cheap", "pills"]),
        ("ca\u200bsi\u00adno", ["casino"]),
        ("c\u0430sino", ["casino"]),
        ("\U0001d5d9\U0001d5e5\U0001d5d8\U0001d5d8", ["free"]),
        ("Привет", ["привет"]),
        ("Straße_12", ["strasse", "12"]),
        ("", []),
    ],
)
def test_words_have_one_spelling(text, keys):
    assert [word.key for word in words_in(text)] == keys


def test_a_word_knows_where_it_stands():
    text = "So, ca\u200bsino!"

    (_so, word) = words_in(text)

    assert text[word.start : word.end] == "ca\u200bsino"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see https://Www.Example.ORG:80/a?b=c now", [("example.org", True)]),
        ("www.example.zz", [("example.zz", True)]),
        ("kidsmediausa.com is it", [("kidsmediausa.com", True)]),
        ("Das war gut.Ich komme wieder.", [("gut.ich", False)]),
        ("mail me: ada@example.org", []),
        ("z.B. 1.5 or 192.0.2.7 ... a..com", []),
        ("[here](http://example.org/x).", [("example.org", True)]),
    ],
)
def test_links_are_what_reads_as_an_address(text, found):
    assert [(link.host, link.sure) for link in links_in(text)] == found


def test_a_link_stands_with_its_scheme_and_path():
    text = "see https://example.org/a?b, there."

    (link,) = links_in(text)

    assert text[link.start : link.end] == "https://example.org/a?b"


def test_texts_that_say_the_same_have_one_key():
    assert text_key("Check out my channel, friends!") == text_key("check OUT my  ch\u0430nnel friends")


def test_other_words_have_another_key_and_short_texts_none():
    first, other = text_key("Check out my channel, friends!"), text_key("Check out my garden, friends!")

    assert first != other
    assert text_key("I agree.") is None


@pytest.mark.parametrize(
    "text", ["a" * 20_000, "a." * 10_000, "a\u0300" * 10_000, "-" * 20_000, "a@" * 9_000]
)
def test_long_nonsense_is_read_to_its_end(text):
    assert len(words_in(text)) + len(links_in(text)) < 20_000
