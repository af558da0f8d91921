"""Which characters survive."""

import unicodedata

import pytest

from markup.characters import normalised, one_line


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\r\nb\rc\n\td", "a\nb\nc\n\td"),
        ("a\0b\x1bc\x7fd\x9fe", "abcde"),
        ("a\vb\fc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("a\ud83db", "a\ufffdb"),
        ("o\u0308", "ö"),
        ("a\ufffe\uffffb", "ab"),
    ],
)
def test_text_is_normalised(text, kept):
    assert normalised(text) == kept


@pytest.mark.parametrize("control", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_what_turns_its_neighbours_round_is_dropped(control):
    assert normalised(f"photo{control}gpj.exe") == "photogpj.exe"


@pytest.mark.parametrize("mark", ["\u200e", "\u200f", "\u061c", "\u200d", "\u00ad", "👩\u200d👧"])
def test_marks_that_languages_and_emoji_need_are_kept(mark):
    assert normalised(f"a{mark}b") == f"a{mark}b"


def test_a_long_text_is_normalised_like_a_short_one():
    text = "Scho\u0308ne Gru\u0308ße\n" * 2000

    assert normalised(text) == unicodedata.normalize("NFC", text)


def test_names_and_titles_stand_on_one_line():
    assert one_line("  A\tname \n of\u00a0four   words ") == "A name of four words"
