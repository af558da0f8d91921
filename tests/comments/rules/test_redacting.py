"""Where words stand in a text, and what becomes of places once they are gone."""

import pytest

from comments.rules.redacting import blacked, evidence_after, missing, phrases_of, places_of, spans_in


def words_at(source, *phrases):
    return [source[start:end] for start, end in spans_in(source, phrases)]


def test_one_piece_stands_on_each_line():
    assert phrases_of(" 0170  555 \r\n\r\nAda\nAda ") == ["0170 555", "Ada"]


@pytest.mark.parametrize(
    ("source", "phrase", "expected"),
    [
        ("Call 0170 555, 0170\u00a0555!", "0170 555", ["0170 555", "0170\u00a0555"]),
        ("Ann and Annas", "ann", ["Ann"]),
        ("only Annas", "Ann", ["Ann"]),
        ("+49 170 (555)", "+49 170 (555)", ["+49 170 (555)"]),
        ("MÜLLER wohnt", "Müller", ["MÜLLER"]),
        ("0170\n555", "0170 555", ["0170\n555"]),
        ("nothing", "else", []),
    ],
)
def test_words_are_found_in_any_capitals_and_spaces(source, phrase, expected):
    assert words_at(source, phrase) == expected


def test_what_is_redacted_already_holds_no_words():
    assert words_at("█personal-data█ and data", "data") == ["data"]


def test_overlapping_words_are_one_place():
    assert words_at("0170 555 12", "0170 555", "555 12") == ["0170 555 12"]


def test_words_that_stand_in_no_text_are_named():
    assert missing(["Ada", "Bob"], ["only Ada", "here"]) == ["Bob"]


def test_a_place_has_something_around_it():
    (place,) = places_of("a" * 40 + " 0170 " + "b" * 40, [(41, 45)], around=4)

    assert (place.before, place.words, place.after) == ("…aaa ", "0170", " bbb…")


def test_what_was_written_beside_it_loses_the_words_too():
    assert blacked("His number 0170 555 stands there: 0170 555.", ["0170 555"]) == (
        "His number █████ stands there: █████."
    )


def test_places_of_findings_move_with_the_text_and_go_with_the_words():
    found = [{"check": "words", "spans": [[0, 3], [5, 8], [10, 14]], "figures": {}}]

    assert evidence_after(found, [(4, 8)], 15)[0]["spans"] == [[0, 3], [21, 25]]
    assert evidence_after(found, [(4, 8)], None)[0]["spans"] == [[0, 3]]
