"""What was learnt from decisions."""

from comments.rules.spam.bayes import ENOUGH, Learnt, likeness, marks_of
from comments.rules.spam.evaluating import Labelled, taught_with
from comments.rules.spam.words import Reading

SPAM = "Check out my channel and subscribe for free money number"
HONEST = "The cable was cut near the harbour in the night of day"


def learnt(texts: int = ENOUGH) -> Learnt:
    return taught_with(
        Labelled(f"{text} {number}", text == SPAM) for number in range(texts) for text in (SPAM, HONEST)
    )


def like(text: str, known: Learnt) -> float:
    judged = likeness(marks_of(Reading(text)), known)
    assert judged is not None
    return judged.to_spam


def test_it_says_nothing_before_it_has_seen_enough():
    assert likeness(marks_of(Reading(SPAM)), learnt(ENOUGH - 1)) is None


def test_what_resembles_spam_is_told_from_what_does_not():
    known = learnt()

    assert like("subscribe to my channel", known) > 0.9
    assert like("the cable in the harbour", known) < 0.1


def test_words_that_nobody_said_before_say_nothing():
    marks = {mark: span for mark, span in marks_of(Reading("Quantenchromodynamik")).items() if span}

    judged = likeness(marks, learnt())

    assert judged is not None
    assert judged.to_spam == 0.5


def test_the_telling_words_are_marked():
    text = "Today: subscribe"

    judged = likeness(marks_of(Reading(text)), learnt())

    assert judged is not None
    assert [text[start:end] for start, end in judged.spans] == ["subscribe"]


def test_a_very_long_text_has_a_bounded_number_of_marks():
    text = " ".join(f"word{number}x" for number in range(5_000))

    assert len(marks_of(Reading(text))) < 800


def test_many_telling_marks_do_not_break_the_arithmetic():
    known = learnt(400)

    assert like(f"{SPAM} " * 20, known) > 0.99
