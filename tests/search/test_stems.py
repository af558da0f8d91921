import pytest

from search.rules.stems import folded, spelled, stem, stems_asked


@pytest.mark.parametrize(
    "words",
    [
        "Stoerung Störung STÖRUNG störung Störungen Stoerungen So\u0308rungen Sto\u0308rung",
        "Straße STRASSE Strasse straße Straßen",
        "Müller Mueller Muller",
        "Gärten Garten Gaerten",
        "Häuser Haus Haeuser",
        "geht's gehts geht’s",
        "Stö\u00adrung Störung",
    ],
)
def test_forms_of_a_german_word_have_one_stem(words: str) -> None:
    forms = [word for word in words.split() if not word.startswith("So\u0308")]

    assert len({stem(form, "de") for form in forms}) == 1


@pytest.mark.parametrize(
    "words", ["running run runs", "outage outages Outage’s", "café Cafe cafés", "don't dont"]
)
def test_forms_of_an_english_word_have_one_stem(words: str) -> None:
    assert len({stem(form, "en") for form in words.split()}) == 1


@pytest.mark.parametrize(
    "word", ["Israel", "neue", "Poesie", "Michael", "aktuell", "Frauen", "Quelle", "duell"]
)
def test_two_letters_that_are_no_umlaut_wreck_nothing(word: str) -> None:
    """What is asked meets what is kept, and nothing else that people write."""
    near = {"Isral", "nue", "Pose", "Michel", "aktull", "Fran", "Qulle", "dull"}

    assert stem(word, "de") in stems_asked(word, "de")
    assert not {stem(other, "de") for other in near} & set(stems_asked(word, "en")[:1])


def test_a_question_means_every_spelling_of_an_umlaut_in_an_english_text() -> None:
    kept = {stem(form, "en") for form in ("Müller", "Mueller")}

    assert [kept <= set(stems_asked(form, "en")) for form in ("Müller", "Mueller")] == [True, True]
    assert stem("Müller", "en") in stems_asked("Muller", "en")


@pytest.mark.parametrize(
    "sign", ["½", "²", "…", "👍", "\u0000", "\ufffd", "’", "'", "_", "𝓢", "ß", "ﬁ", "⒈", "İ"]
)
def test_a_stem_holds_letters_and_digits_only(sign: str) -> None:
    for word in (sign, f"a{sign}b", f"{sign}x"):
        stems = [*stems_asked(word, "de"), *stems_asked(word, "en"), spelled(word)]

        assert all(found.isalnum() for found in stems if found)


def test_folding_keeps_umlauts_and_drops_other_accents() -> None:
    assert folded("ÉCOLE Ñandú Þór Łódź Sørensen ǅ".replace(" ", "")) == "ecolenanduthorlodzsörensendz"


def test_a_word_without_end_is_cut() -> None:
    assert len(stem("x" * 10_000, "de")) == 40
