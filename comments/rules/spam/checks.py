"""The checks: facts in, a finding or nothing out. A new one is a function and its name in CHECKS."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from comments.rules.spam.bayes import likeness
from comments.rules.spam.facts import Facts
from comments.rules.spam.findings import Finding
from comments.rules.spam.letters import is_mixed, is_styled

type Check = Callable[[Facts], Finding | None]

CERTAIN: Final = 2.0  # holds whoever wrote it
ENOUGH: Final = 1.0  # holds alone
HALF: Final = 0.5  # holds together with another one
HINT: Final = 0.3  # holds with two others
HURRY = 2.0  # seconds; nobody reads a page and answers it faster
LONG_REPEAT = 8  # different words; so many nobody writes twice by chance
WORDS_BESIDE_A_LINK = 3
OFTEN, TOO_OFTEN = 10, 20  # comments of one author within an hour
CROWD, BIG_CROWD = 20, 60  # comments of other accounts of a network within an hour
LIKE_SPAM, SURELY_SPAM = 0.95, 0.997  # of `bayes.Likeness`


def trap(facts: Facts) -> Finding | None:
    """A field that people do not see was filled in: by a machine, or by a browser that fills everything."""
    return Finding("trap", CERTAIN) if facts.trap_filled else None


def time_on_form(facts: Facts) -> Finding | None:
    """It was sent faster than anybody reads; members whose comments are public may be quick."""
    seconds = facts.seconds_on_form
    if seconds is None or seconds >= HURRY:
        return None
    weight = HALF if facts.public_comments else ENOUGH
    return Finding("hurried", weight, figures={"seconds": round(seconds, 1)})


def repeated_text(facts: Facts) -> Finding | None:
    """The same words were posted before, by whomever; the longer the text, the less by chance."""
    if not facts.same_text:
        return None
    is_long = len({word.key for word in facts.words}) >= LONG_REPEAT
    weight = ENOUGH if is_long or facts.same_text > 2 else HINT
    return Finding("repeated", weight, figures={"times": facts.same_text})


def links(facts: Facts) -> Finding | None:
    """Links, judged by how well their author is known; addresses of mails are none."""
    if not facts.links:
        return None
    count, spans = len(facts.links), tuple((link.start, link.end) for link in facts.links)
    if facts.is_new:
        beside = sum(1 for word in facts.words if not any(s <= word.start < e for s, e in spans))
        if beside <= WORDS_BESIDE_A_LINK:
            return Finding("only_link", ENOUGH, spans)
        return Finding("links", ENOUGH if count > 1 else HALF, spans, {"links": count})
    many = 8 if facts.is_known else 4
    return (
        Finding("many_links", HALF if count <= 2 * many else ENOUGH, spans, {"links": count})
        if (count > many)
        else None
    )


def watched_words(facts: Facts) -> Finding | None:
    """Words of the editors' list."""
    spans = facts.watched.words_found(facts.words)
    return Finding("words", CERTAIN, tuple(spans)) if spans else None


def watched_domains(facts: Facts) -> Finding | None:
    """Links to domains of the editors' list."""
    spans = facts.watched.domains_found(facts.hosts)
    return Finding("domains", CERTAIN, tuple(spans)) if spans else None


def look_alikes(facts: Facts) -> Finding | None:
    """Words that hide from lists behind letters of another script."""
    if facts.text.isascii():
        return None
    said = [(facts.text[start:end], (start, end)) for _key, start, end in facts.words]
    foreign = [(text, span) for text, span in said if not text.isascii()]
    if mixed := tuple(span for text, span in foreign if is_mixed(text)):
        return Finding("alike", ENOUGH, mixed)
    styled = tuple(span for text, span in foreign if is_styled(text))
    return Finding("styled", HALF, styled) if styled else None


def rate_of_account(facts: Facts) -> Finding | None:
    """The author writes more than a conversation asks for."""
    if facts.lately < OFTEN:
        return None
    weight = HALF if facts.lately < TOO_OFTEN else ENOUGH
    return Finding("often", weight, figures={"times": facts.lately})


def rate_of_network(facts: Facts) -> Finding | None:
    """Many accounts of one network write at once; a school or a company does as well, so it takes many."""
    if facts.network_lately < CROWD:
        return None
    weight = HALF if facts.network_lately < BIG_CROWD else ENOUGH
    return Finding("network", weight, figures={"times": facts.network_lately})


def bayes(facts: Facts) -> Finding | None:
    """The words resemble what moderators marked as spam."""
    like = likeness(facts.marks_to_compare, facts.learnt) if facts.learnt.is_enough else None
    if like is None or like.to_spam < LIKE_SPAM:
        return None
    weight = ENOUGH if like.to_spam >= SURELY_SPAM else HALF
    return Finding("bayes", weight, like.spans, {"percent": int(like.to_spam * 100)})


def known_author(facts: Facts) -> Finding | None:
    """Who said much here that stayed may be suspected half as easily."""
    return Finding("known", -HALF, figures={"public": facts.public_comments}) if facts.is_known else None


CHECKS: tuple[Check, ...] = (
    trap,
    time_on_form,
    repeated_text,
    links,
    watched_words,
    watched_domains,
    look_alikes,
    rate_of_account,
    rate_of_network,
    bayes,
    known_author,
)
