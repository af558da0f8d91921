"""Each check finds what it is for, and nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from comments.rules.spam.checks import CHECKS
from comments.rules.spam.facts import Facts
from comments.rules.spam.findings import REASONS, Evidence, Finding, as_json, sentence, spans_of, suspicion
from comments.rules.spam.judging import judged
from comments.rules.spam.watchlist import read_lists

NEWCOMER = Facts("What a fine text that somebody wrote on a quiet evening.", seconds_on_form=30)
MEMBER = replace(NEWCOMER, public_comments=5, member_for=timedelta(days=30))
KNOWN = replace(MEMBER, public_comments=50)
WATCHED = read_lists("casino", "bad.example")


def findings(facts: Facts) -> dict[str, float]:
    return {each.finding.reason: each.finding.weight for each in judged(facts)}


@pytest.mark.parametrize(
    ("whose", "facts", "found"),
    [
        (NEWCOMER, {}, {}),
        (MEMBER, {}, {}),
        (KNOWN, {}, {"known": -0.5}),
        (KNOWN, {"removed_comments": 6}, {}),
        (MEMBER, {"trap_filled": True}, {"trap": 2}),
        (NEWCOMER, {"seconds_on_form": 1.9}, {"hurried": 1}),
        (NEWCOMER, {"seconds_on_form": 2.0}, {}),
        (NEWCOMER, {"seconds_on_form": None}, {}),
        (MEMBER, {"seconds_on_form": 0.1}, {"hurried": 0.5}),
        (MEMBER, {"same_text": 1}, {"repeated": 1}),
        (MEMBER, {"same_text": 1, "text": "Yes, I think so as well."}, {"repeated": 0.3}),
        (MEMBER, {"same_text": 3, "text": "Yes, I think so as well."}, {"repeated": 1}),
        (NEWCOMER, {"text": "As I said on https://example.org/a, they knew it."}, {"links": 0.5}),
        (NEWCOMER, {"text": "Compare a.com and b.com before you buy one."}, {"links": 1}),
        (NEWCOMER, {"text": "Look: https://example.org/a"}, {"only_link": 1}),
        (MEMBER, {"text": "https://example.org/a"}, {}),
        (MEMBER, {"text": "a.de b.de c.de d.de e.de"}, {"many_links": 0.5}),
        (MEMBER, {"text": " ".join(f"a{n}.de" for n in range(9))}, {"many_links": 1}),
        (KNOWN, {"text": "a.de b.de c.de d.de e.de"}, {"known": -0.5}),
        (NEWCOMER, {"text": "Write to ada@example.org, please."}, {}),
        (MEMBER, {"text": "A Casino!", "watched": WATCHED}, {"words": 2}),
        (MEMBER, {"text": "Casinos!", "watched": WATCHED}, {}),
        (MEMBER, {"text": "see shop.bad.example", "watched": WATCHED}, {"domains": 2}),
        (MEMBER, {"text": "Free c\u0430sh today"}, {"alike": 1}),
        (MEMBER, {"text": "10 kΩ and 5 µm, Привет, Αθήνα, Größe"}, {}),
        (MEMBER, {"text": "\U0001d5d9\U0001d5e5\U0001d5d8\U0001d5d8 for you"}, {"styled": 0.5}),
        (MEMBER, {"lately": 9}, {}),
        (MEMBER, {"lately": 10}, {"often": 0.5}),
        (MEMBER, {"lately": 20}, {"often": 1}),
        (MEMBER, {"network_lately": 20}, {"network": 0.5}),
        (MEMBER, {"network_lately": 60}, {"network": 1}),
    ],
)
def test_what_is_found(whose, facts, found):
    assert findings(replace(whose, **facts)) == found


def test_a_check_that_raises_holds_and_the_others_are_made_all_the_same():
    def broken(facts: Facts) -> Finding | None:
        raise RuntimeError(facts.text)

    evidence = list(judged(replace(MEMBER, trap_filled=True), (broken, *CHECKS)))

    assert [(each.check, each.finding.reason) for each in evidence] == [
        ("broken", "failed"),
        ("trap", "trap"),
    ]
    assert suspicion(evidence) >= 2


def test_the_watched_word_is_marked():
    facts = replace(MEMBER, text="In the casino, again: casino", watched=WATCHED)

    stored = as_json(list(judged(facts)))

    assert [facts.text[start:end] for start, end in spans_of(stored)] == ["casino", "casino"]


def test_places_that_overlap_are_marked_once():
    stored = [{"spans": [[4, 9], [0, 2]]}, {"spans": [[7, 12]]}]

    assert spans_of(stored) == [(0, 2), (4, 12)]


def test_what_is_stored_has_no_word_of_the_text():
    facts = replace(NEWCOMER, text="SECRET https://secret.example/SECRET", same_text=4, watched=WATCHED)

    stored = as_json(list(judged(facts)))

    assert stored
    assert "secret" not in str(stored).lower()


def test_every_reason_can_be_said_with_its_figures(in_english):
    stored = as_json([Evidence("links", Finding("links", 0.5, figures={"links": 2}))])

    assert sentence(stored[0]) == "Links by somebody who is new here: 2."
    assert sentence({"reason": "of an earlier version"}) == ""
    assert sentence({"reason": "links", "figures": {}}) == ""


def test_there_are_words_for_whatever_a_check_finds():
    worst = Facts(
        "c\u0430sh casino bad.example a.com",
        seconds_on_form=0.1,
        trap_filled=True,
        same_text=3,
        lately=99,
        network_lately=99,
        watched=WATCHED,
    )

    assert {each.finding.reason for each in judged(worst)} <= REASONS.keys()
    assert all(sentence(each) for each in as_json(list(judged(worst))))
