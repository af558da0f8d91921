import pytest

from search.rules.questions import LONGEST, Trouble, Unanswerable, read_question


def wanted(typed: str) -> list[set[str]]:
    return [{" ".join(each) for each in term.sequences} for term in read_question(typed).wanted]


def trouble(typed: str) -> Trouble:
    with pytest.raises(Unanswerable) as raised:
        read_question(typed)
    return raised.value.trouble


def test_a_word_is_asked_for_in_both_languages() -> None:
    assert wanted("Outages") == [{"outag", "outages"}] or wanted("Outages") == [{"outag"}]
    assert wanted("Störungen") == [{"storung", "storungen", "stoerungen"}]


@pytest.mark.parametrize(
    "typed", ['"neue Leitung"', "„neue Leitung“", "»neue Leitung«", '  "neue   Leitung" ']
)
def test_quotation_marks_make_a_phrase(typed: str) -> None:
    (term,) = read_question(typed).wanted

    assert ("neu", "leitung") in term.sequences


def test_a_quotation_mark_without_its_other_half_is_ignored() -> None:
    assert [term.typed for term in read_question('Netz "neue Leitung').wanted] == ["Netz", "neue", "Leitung"]


def test_a_minus_before_a_word_or_phrase_excludes_it() -> None:
    question = read_question('Netz -Funk -"alte Leitung" Glas-Faser')

    assert [term.typed for term in question.wanted] == ["Netz", "Glas-Faser"]
    assert [term.typed for term in question.unwanted] == ["Funk", '"alte Leitung"']


@pytest.mark.parametrize("typed", ["E-Mail", "e-mail", "e mail", "E Mail"])
def test_a_compound_means_its_parts_in_a_row_and_the_whole(typed: str) -> None:
    assert wanted(typed) == [{"e mail", "email"}]


def test_a_number_with_its_thousands_parted_means_the_number() -> None:
    assert wanted("10.000") == [{"10 000", "10000"}]
    assert wanted("2.0") == [{"2 0"}]


def test_common_words_are_left_out_but_not_of_phrases() -> None:
    question = read_question('die Leitung und "und dann" IT')

    assert [term.typed for term in question.wanted] == ["Leitung", '"und dann"', "IT"]
    assert question.left_out == ("die", "und")


def test_the_same_word_twice_counts_once() -> None:
    assert len(read_question("Netz netz Netze").wanted) == 1


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", Trouble.NOTHING),
        (" \t\n\u2028 ", Trouble.NOTHING),
        ("\x00\x07\u202e", Trouble.NOTHING),
        ("x" * (LONGEST + 1), Trouble.TOO_LONG),
        ("ab " * 17 + " ".join(f"w{n}" for n in range(17)), Trouble.TOO_LONG),
        ("-", Trouble.NO_WORDS),
        ('""', Trouble.NO_WORDS),
        ('"', Trouble.NO_WORDS),
        ("* ( ) : ^ ~ | & ! <->", Trouble.NO_WORDS),
        ("👍 🎉", Trouble.NO_WORDS),
        ("und oder", Trouble.ONLY_COMMON),
        ("AND OR NOT", Trouble.ONLY_COMMON),
        ("-Netz", Trouble.ONLY_EXCLUDED),
        ("die -Netz", Trouble.ONLY_EXCLUDED),
    ],
)
def test_what_cannot_be_looked_up_says_why(typed: str, why: Trouble) -> None:
    assert trouble(typed) is why
