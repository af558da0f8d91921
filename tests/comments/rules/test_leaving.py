"""What becomes of the words of somebody who leaves."""

import pytest

from accounts.rules.leaving import Choice
from accounts.rules.names import name_key
from comments.rules.leaving import (
    SHORTEST_IN_ANSWER,
    Fate,
    Said,
    fate_of,
    without_name,
    without_quotations,
)
from comments.rules.states import State

SAID = Said.in_texts(
    ["The tram *stood* at the mill for an hour. Call me!\nI live above the bakery in the lane."]
)
GONE = "[quotation removed]"


@pytest.mark.parametrize(
    ("choice", "state", "fate"),
    [
        (Choice.NAMELESS, State.PUBLIC, Fate.STAYS),
        (Choice.NAMELESS, State.HIDDEN, Fate.STAYS),
        (Choice.NAMELESS, State.PENDING, Fate.WITHDRAWN),
        (Choice.NAMELESS, State.REMOVED, Fate.FORGOTTEN),
        (Choice.REDACT, State.PUBLIC, Fate.EMPTIED),
        (Choice.REDACT, State.HIDDEN, Fate.WITHDRAWN),
        (Choice.REDACT, State.SPAM, Fate.FORGOTTEN),
        (Choice.DELETE, State.PUBLIC, Fate.WITHDRAWN),
        (Choice.DELETE, State.UNCONFIRMED, Fate.WITHDRAWN),
        (Choice.DELETE, State.WITHDRAWN, Fate.FORGOTTEN),
    ],
)
def test_words_stay_only_where_that_was_chosen_and_readers_have_them(choice, state, fate):
    assert fate_of(choice, state, is_official=False) is fate


@pytest.mark.parametrize("choice", list(Choice))
def test_what_was_said_for_the_house_stays(choice):
    assert fate_of(choice, State.PUBLIC, is_official=True) is Fate.STAYS
    assert fate_of(choice, State.PENDING, is_official=True) is Fate.WITHDRAWN


@pytest.mark.parametrize(
    ("source", "without"),
    [
        ("> The tram stood at the mill for an hour.\n\nTrue.", f"> {GONE}\n\nTrue."),
        ("> The tram stood at the\n> mill for an hour.\nTrue.", f"> {GONE}\nTrue."),
        ("> “I live above the BAKERY in the lane.” she said\n\nWhere?", f"> {GONE}\n\nWhere?"),
        ("1. > I live above the bakery in the lane", f"1. > {GONE}"),
        ("> > I live above the bakery in the lane.\n> So?", f"> {GONE}"),
        ("> Somebody else said it.\nI live above the bakery in the lane.", f"> {GONE}"),
    ],
)
def test_a_quotation_of_the_words_goes(source, without):
    assert without_quotations(source, SAID, GONE) == without


@pytest.mark.parametrize(
    "source",
    [
        "> Somebody else stood at the mill.\n\nThe tram stood at the mill for an hour.",
        "> Call me!\n\nNo.",
        "a > b and the tram stood at the mill for an hour",
        "",
    ],
)
def test_what_others_say_stays(source):
    assert without_quotations(source, SAID, GONE) == source


def test_an_answer_to_the_comment_may_not_even_quote_a_few_words():
    source = "> Call me!\n\nNo."

    assert without_quotations(source, SAID, GONE, shortest=SHORTEST_IN_ANSWER) == f"> {GONE}\n\nNo."


def test_many_long_lines_of_quotations_take_no_time():
    source = "\n".join("> " + "word " * 700 for _ in range(10))

    assert without_quotations(source, SAID, GONE) == source


def test_the_name_behind_a_sign_goes_in_every_spelling():
    source = "@Mira Lindqvist and (@mira lindqvist), also @Mïra Lindqvist's tram; mira@lindqvist.example"

    without = without_name(source, {name_key("Mira Lindqvist")}, "former member")

    assert (
        without == "@former member and (@former member), also @former member's tram; mira@lindqvist.example"
    )


def test_a_longer_name_of_somebody_else_stays():
    source = "@Mira Lindqvist Berg and @Mira Lindqvist"

    without = without_name(source, {name_key("Mira Lindqvist")}, "former member", {"Mira Lindqvist Berg"})

    assert without == "@Mira Lindqvist Berg and @former member"


def test_what_somebody_quoted_may_still_be_quoted_by_others():
    said = Said.in_texts(
        ["> The mill was closed for the whole week.\n\nI live above the bakery in the lane."]
    )
    source = "> The mill was closed for the whole week.\n\nWas it?"

    assert without_quotations(source, said, GONE) == source
