"""The machine of states, as a table."""

import pytest

from accounts.rules.roles import Actor, ActorKind, Role, system
from comments.rules.states import (
    APPROVE,
    HIDE,
    HOLD,
    MOVES,
    REMOVE,
    SPAM,
    WITHDRAW,
    ImpossibleMove,
    State,
    apply,
    may,
)

# Rows: where a comment is. Columns: approve, hold, remove, spam, hide, withdraw. A dash: no such way.
TABLE = """
unconfirmed  -       -        -        -     -       withdrawn
pending      public  -        removed  spam  -       withdrawn
public       -       pending  removed  spam  hidden  withdrawn
hidden       public  pending  removed  spam  -       withdrawn
removed      public  pending  -        spam  -       -
spam         public  pending  removed  -     -       -
withdrawn    -       -        -        -     -       -
"""
CELLS = [
    (State(row.split()[0]), move, target)
    for row in TABLE.strip().splitlines()
    for move, target in zip((APPROVE, HOLD, REMOVE, SPAM, HIDE, WITHDRAW), row.split()[1:], strict=True)
]


def name_of(cell: object) -> str:
    return getattr(cell, "name", str(cell))


def test_the_table_is_complete():
    assert {(state, move.name) for state, move, _ in CELLS} == {(s, m) for s in State for m in MOVES}


@pytest.mark.parametrize(("state", "move", "target"), CELLS, ids=name_of)
def test_every_move_leads_where_the_table_says(state, move, target):
    if target == "-":
        with pytest.raises(ImpossibleMove):
            apply(state, move)
    else:
        assert apply(state, move) == State(target)


AUTHOR = 7
PEOPLE = {
    "author": Actor(ActorKind.PERSON, AUTHOR),
    "member": Actor(ActorKind.PERSON, 8),
    "nobody": Actor(ActorKind.PERSON, None),
    "moderator": Actor(ActorKind.PERSON, 9, frozenset({Role.MODERATOR})),
    "moderating author": Actor(ActorKind.PERSON, AUTHOR, frozenset({Role.MODERATOR})),
    "editor": Actor(ActorKind.PERSON, 10, frozenset({Role.EDITOR})),
    "editor in chief": Actor(ActorKind.PERSON, 11, frozenset({Role.EDITOR_IN_CHIEF})),
    "administrator": Actor(ActorKind.PERSON, 12, frozenset({Role.ADMINISTRATOR})),
    "rule": Actor(ActorKind.RULE, name="links"),
    "system": system("tests"),
}
# Who makes which move: approve, hold, remove, spam, hide, withdraw.
MATRIX = """
author              - - - - - +
member              - - - - - -
nobody              - - - - - -
moderator           + + + + - -
moderating author   - + + + - +
editor              - - - - - -
editor in chief     + + + + - -
administrator       + + + + - -
rule                - + - - + -
system              + + + + + +
"""
RIGHTS = [
    (row[:18].strip(), move, sign == "+")
    for row in MATRIX.strip().splitlines()
    for move, sign in zip((APPROVE, HOLD, REMOVE, SPAM, HIDE, WITHDRAW), row[18:].split(), strict=True)
]


def test_the_matrix_is_complete():
    assert {(who, move.name) for who, move, _ in RIGHTS} == {(who, m) for who in PEOPLE for m in MOVES}


@pytest.mark.parametrize(("who", "move", "allowed"), RIGHTS, ids=name_of)
def test_everybody_may_make_the_moves_of_the_matrix(who, move, allowed):
    assert may(PEOPLE[who], move, AUTHOR) is allowed


def test_nobody_but_the_system_withdraws_what_a_guest_wrote():
    assert {who for who, actor in PEOPLE.items() if may(actor, WITHDRAW, None)} == {"system"}


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.EDITOR_IN_CHIEF, Role.ADMINISTRATOR])
def test_nobody_publishes_an_own_comment(role):
    actor = Actor(kind=ActorKind.PERSON, person_id=7, roles=frozenset({role}))

    assert [may(actor, APPROVE, author_id) for author_id in (7, 8, None)] == [False, True, True]
