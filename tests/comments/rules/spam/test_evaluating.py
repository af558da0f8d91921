"""What the checks are worth."""

from comments.rules.spam.evaluating import Labelled, evaluated, halves, taught_with

SPAM = [Labelled(f"Subscribe to my channel number {number} for free money", True) for number in range(80)]
HONEST = [Labelled(f"The cable near harbour {number} was cut in the night", False) for number in range(80)]
TEXTS = [text for pair in zip(SPAM, HONEST, strict=True) for text in pair]


def test_the_halves_have_as_many_texts_of_each_kind_and_are_always_the_same():
    first, second = halves(TEXTS)

    assert [sum(each.is_spam for each in half) for half in (first, second)] == [40, 40]
    assert len(first) == len(second) == 80
    assert halves(reversed(TEXTS))[0] == [*reversed(first)]


def test_texts_that_say_the_same_stay_together():
    first, second = halves([*TEXTS, *(Labelled(each.text.upper(), each.is_spam) for each in TEXTS)])

    assert not {each.text.lower() for each in first} & {each.text.lower() for each in second}


def test_every_text_is_counted_once_and_by_every_check_that_spoke_against_it():
    first, second = halves(TEXTS)

    result = evaluated(second, taught_with(first))

    assert (result.of.spam, result.of.honest) == (40, 40)
    assert (result.held.spam, result.held.honest) == (40, 0)
    assert result.by_check["bayes"].precision == 1
    assert result.by_check["trap"].precision is None


def test_what_stood_there_before_is_known_when_it_comes_again():
    text = Labelled("The very same words of eight or more different ones", True)

    result = evaluated([text], taught_with([]), before=[text])

    assert result.by_check["repeated_text"].spam == 1
