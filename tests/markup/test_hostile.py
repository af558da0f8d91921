"""Attacks: our own and, where the corpora are, thousands that others collected."""

import json
import re
from functools import cache
from pathlib import Path

import pytest

from markup import clean_post, comment_from_html, render_comment, text_of
from markup.characters import normalised
from tests.markup import judge

OWN = (Path(__file__).parent / "payloads.txt").read_text().splitlines()


# Examples of indented code, which we do not have: entities are read there, numbers begin lists.
INDENTED_CODE = {36, 291, 315}


def collected(corpora: Path) -> list[str]:
    files = (corpora / "xss" / name for name in ("payloads-open.jsonl", "payloads-own.jsonl"))
    return [json.loads(line)["payload"] for file in files for line in file.read_text().splitlines()]


cleaned = cache(clean_post)


@cache
def rewritten(html: str) -> str:
    return render_comment(comment_from_html(html))


def unsafe(payloads: list[str]) -> dict[str, list[str]]:
    """Return what went through either profile and should not have."""
    found = {}
    for payload in payloads:
        for profile in (render_comment, cleaned, rewritten):
            if faults := judge.faults(profile(payload)):
                found[payload] = faults
    return found


def unstable(payloads: list[str]) -> list[str]:
    """Return what cleaning a second time would change."""
    return [payload for payload in payloads if clean_post(cleaned(payload)) != cleaned(payload)]


def words_lost(payloads: list[str]) -> list[str]:
    """Return what has other words as Markdown than as HTML."""
    return [payload for payload in payloads if words(rewritten(payload)) != words(cleaned(payload))]


def words(html: str) -> list[str]:
    return normalised(text_of(html)).split()


@pytest.mark.parametrize(
    "html",
    [
        "<script>a</script>",
        "<svg></svg>",
        "<p onclick=a>",
        "<p style=a>",
        "<p id=a>",
        "<p class=a>",
        "<a href=' java\nscript:a'>",
        "<a href='&#1;JAVASCRIPT:a'>",
        "<a href='\\/a.b'>",
        "<img src='https://a.b/c.jpg'>",
        "<!-- a -->",
    ],
)
def test_the_judge_finds_what_it_is_here_for(html):
    assert len(judge.faults(html)) == 1


def test_none_of_our_own_attacks_comes_through():
    assert unsafe(OWN) == {}


def test_cleaning_our_own_attacks_again_changes_nothing():
    assert unstable(OWN) == []


def test_our_own_attacks_have_the_same_words_as_markdown():
    assert words_lost(OWN) == []


@pytest.mark.corpora
def test_no_collected_attack_comes_through(corpora):
    assert unsafe(collected(corpora)) == {}


@pytest.mark.corpora
def test_cleaning_a_collected_attack_again_changes_nothing(corpora):
    assert unstable(collected(corpora)) == []


@pytest.mark.corpora
def test_collected_attacks_have_the_same_words_as_markdown(corpora):
    assert words_lost(collected(corpora)) == []


@pytest.mark.corpora
def test_no_word_of_the_commonmark_examples_is_lost(corpora):
    examples = json.loads((corpora / "markdown" / "commonmark-spec-0.31.2.json").read_text())
    others = {"HTML blocks", "Raw HTML", "Images"}

    lost = {
        example["example"]
        for example in examples
        if example["section"] not in others
        and not set(plain_words(example["html"])) <= set(plain_words(render_comment(example["markdown"])))
    }

    assert lost == INDENTED_CODE


def plain_words(html: str) -> list[str]:
    return re.findall(r"[^\W_]+", " ".join(judge.words(html)))


@pytest.mark.corpora
def test_naughty_strings_come_back_as_typed(corpora):
    """As code, where Markdown has no meaning; what has bidirectional controls comes back without them."""
    strings = json.loads((corpora / "strings" / "blns.json").read_text())

    changed = [string for string in strings if shown(string) != normalised(string).split()]

    assert changed == []


def shown(string: str) -> list[str]:
    return judge.text(render_comment(f"~~~~~\n{string}\n~~~~~")).split()
