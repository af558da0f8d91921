from search.index import as_tsvector, as_words, key_in_time
from search.rules.texts import LARGEST, language_of, stems_of
from search.rules.words import compounds, words_of
from tests.builders import NOW


def test_words_know_where_they_stand() -> None:
    text = "Über „Netz-Ausfälle“, 👍 heute!"

    assert [text[word.start : word.end] for word in words_of(text)] == ["Über", "Netz", "Ausfälle", "heute"]


def test_compounds_are_kept_in_one_word_too() -> None:
    text = "E-Mail-Adresse, U-Bahn und e mail; 1.234.567 von 10.000, nicht 2.0 oder 14.03.2026 oder a-b"

    found = set(compounds(words_of(text)))

    assert found == {"email", "emailadresse", "ubahn", "1234567", "10000", "ab"}


def test_every_field_stands_in_order_and_what_weighs_more_once_more() -> None:
    kept = stems_of(["Netz", "Neue Leitung", "Glas, Glas, Glas und Netz"], "de")

    assert kept == (
        *("netz", None, "neu", "leitung", None, "glas", "glas", "glas", "und", "netz", None),
        *("netz¦0", None, "neu¦1", "leitung¦1", None, "glas¦"),
    )


def test_both_databases_get_the_same_stems_at_the_same_places() -> None:
    kept = ("netz", None, "glas", "netz")

    assert as_words(kept) == "netz ¦ glas netz"
    assert as_tsvector(kept) == "'netz':1,4 'glas':3"


def test_a_text_without_end_is_kept_up_to_a_bound() -> None:
    kept = stems_of(["", "", "wort " * 200_000], "de")

    assert len(" ".join(stem or "¦" for stem in kept).encode()) < LARGEST


def test_the_language_of_a_text_is_heard_and_not_believed() -> None:
    assert language_of("Das ist bei uns in der Stadt auch so, und das seit Tagen.", "en") == "de"
    assert language_of("This is the same with us, and it has been like that for days.", "de") == "en"
    assert language_of("Router Reset 123", "en") == "en"


def test_keys_go_by_time_and_then_by_number() -> None:
    later = NOW.replace(year=NOW.year + 1)
    earlier = NOW.replace(year=1903)

    keys = [key_in_time(at, pk) for at, pk in ((earlier, 9), (NOW, 1), (NOW, 2), (later, 1))]

    assert keys == sorted(keys)
    assert abs(key_in_time(NOW.replace(year=9999), 1)) < 1 << 63
