"""The command that says what the checks are worth."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from comments.rules.spam.evaluating import Labelled, as_read, evaluated, halves, taught_with


def a_file(folder: Path, *records: object) -> Path:
    path = folder / "texts.jsonl"
    path.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    return path


def said(*words: str) -> str:
    out = StringIO()
    call_command("evaluate_spam", *words, stdout=out)
    return out.getvalue()


RECORDS = [
    record
    for number in range(60)
    for record in (
        {"text": f"Subscribe to my channel {number}", "label": "spam", "lang": "en"},
        {"text": f"The cable near harbour {number} was cut", "label": "ham", "lang": "mixed-en"},
        {"text": f"Grob {number}", "label": "OFFENSE", "lang": "de"},
    )
]


def test_it_prints_precision_and_recall_by_check_and_for_all(tmp_path):
    printed = said(str(a_file(tmp_path, *RECORDS)), "--language", "en").splitlines()

    assert printed[0] == "60 texts to learn from, 60 to judge."
    assert printed[-3].split() == ["held", "30", "0", "100.0%", "100.0%", "0.0%"]
    assert printed[-2].split() == ["of", "30", "30"]


def test_what_is_neither_spam_nor_harmless_is_left_out_and_said(tmp_path):
    assert "60 texts are neither spam nor harmless" in said(str(a_file(tmp_path, *RECORDS)))


def test_too_little_to_learn_from_is_said(tmp_path):
    assert "Bayes says nothing" in said(str(a_file(tmp_path, *RECORDS[:20])))


@pytest.mark.parametrize("record", ["a text", {"text": "no label"}, {"text": "x", "label": 3}])
def test_a_line_that_is_no_labelled_text_is_named(tmp_path, record):
    with pytest.raises(CommandError, match="Line 2"):
        said(str(a_file(tmp_path, RECORDS[0], record)))


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="Cannot read"):
        said(str(tmp_path / "missing.jsonl"))


def test_lists_can_be_tried_and_lines_that_cannot_be_read_are_counted(tmp_path):
    words = tmp_path / "words.txt"
    words.write_text("harbour\nsub*be\n***\n", encoding="utf-8")

    printed = said(str(a_file(tmp_path, *RECORDS)), "--words", str(words), "--language", "en")

    assert "1 lines of the list are read, 2 cannot be read." in printed
    assert [line.split()[:3] for line in printed.splitlines() if "watched_words" in line] == [
        ["watched_words", "0", "30"]
    ]


def test_nothing_to_judge_is_said(tmp_path):
    with pytest.raises(CommandError, match="No text"):
        said(str(a_file(tmp_path, *RECORDS)), "--language", "fr")


def test_texts_of_pages_are_read_without_their_tags():
    assert as_read("I&#39;m <b>here</b><br />now &lt;3") == "I'm  here  now <3"


def texts_of(corpora: Path, name: str) -> list[Labelled]:
    lines = (corpora / "spam" / name).read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    return [Labelled(as_read(r["text"]), r["label"] == "spam") for r in records if r["label"] != "OFFENSE"]


@pytest.mark.corpora
@pytest.mark.parametrize("name", ["youtube-comments-labelled.jsonl", "sms-spam-subset.jsonl"])
def test_nine_tenths_of_unknown_spam_and_hardly_anything_honest_is_held(corpora, name):
    taught, asked = halves(texts_of(corpora, name))

    result = evaluated(asked, taught_with(taught), before=taught)

    assert result.recall(result.held) >= 0.9
    assert result.false_alarms(result.held) <= 0.01


@pytest.mark.corpora
def test_german_tweets_are_hardly_ever_held_by_what_needs_no_lessons(corpora):
    texts = texts_of(corpora, "germeval2018-de.jsonl")

    result = evaluated(texts, taught_with([]))

    assert result.false_alarms(result.held) <= 0.01
