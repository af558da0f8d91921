"""What the checks are worth on labelled texts (M3)."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from comments.rules.spam.bayes import ENOUGH
from comments.rules.spam.evaluating import Labelled, Result, Tally, as_read, evaluated, halves, taught_with
from comments.rules.spam.watchlist import EMPTY, ListRefused, WatchedFor, read_lists

KINDS = {"spam": True, "ham": False, "other": False}
ROW = "{:<18}{:>8}{:>8}{:>12}{:>9}{:>14}"


class Command(BaseCommand):
    help = (
        "Teach the checks with one half of a labelled file (a JSON object a line: text, label, lang) and "
        "judge the other half. Nothing is stored."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--language", help="only texts of this language, for example de")
        parser.add_argument("--words", type=Path, help="a list of words to hold, as for the watch list")
        parser.add_argument(
            "--show-wrong", action="store_true", help="list the texts that were judged wrongly"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        texts = list(self._texts(_lines_of(options["file"]), options["language"]))
        if not texts:
            raise CommandError("No text with the label spam, ham or OTHER was found.")
        taught, asked = halves(texts)
        learnt = taught_with(taught)
        self.stdout.write(f"{len(taught)} texts to learn from, {len(asked)} to judge.")
        if not learnt.is_enough:
            self.stdout.write(f"Bayes says nothing: it wants {ENOUGH} texts of each kind to learn from.")
        watched = self._watched(_lines_of(options["words"])) if options["words"] else EMPTY
        begun = process_time()
        result = evaluated(asked, learnt, before=taught, watched=watched)
        self._tell(result)
        self.stdout.write(f"{(process_time() - begun) / len(asked) * 1000:.1f} ms of processor time a text.")
        if options["show_wrong"]:
            for each in result.wrong:
                self.stdout.write(f"{'missed' if each.is_spam else 'held'}: {' '.join(each.text.split())}")

    def _texts(self, lines: list[str], language: str | None) -> Iterator[Labelled]:
        left_out = 0
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
                text, label = record["text"], KINDS.get(record["label"].lower())
                spoken = str(record.get("lang", ""))
            except (ValueError, KeyError, TypeError, AttributeError) as problem:
                raise CommandError(f"Line {number} is no labelled text: {problem!r}") from problem
            if language and spoken.rpartition("-")[2] != language:
                continue
            if label is None:
                left_out += 1
            else:
                yield Labelled(as_read(str(text)), label)
        if left_out:
            self.stdout.write(f"{left_out} texts are neither spam nor harmless and were left out.")

    def _watched(self, lines: list[str]) -> WatchedFor:
        """Read what can be read of a list that was made for another program."""
        readable = [line for line in lines if _is_readable(line)]
        self.stdout.write(
            f"{len(readable)} lines of the list are read, {len(lines) - len(readable)} cannot be read."
        )
        return read_lists("\n".join(readable), "")

    def _tell(self, result: Result) -> None:
        self.stdout.write(ROW.format("check", "spam", "honest", "precision", "recall", "false alarms"))
        for name, found in result.by_check.items():
            if found.spam or found.honest:
                self._row(result, name, found)
        self._row(result, "held", result.held)
        self.stdout.write(ROW.format("of", result.of.spam, result.of.honest, "", "", ""))

    def _row(self, result: Result, name: str, found: Tally) -> None:
        shares = (found.precision, result.recall(found), result.false_alarms(found))
        said = ["–" if share is None else f"{share:.1%}" for share in shares]
        self.stdout.write(ROW.format(name, found.spam, found.honest, *said))


def _lines_of(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise CommandError(f"Cannot read {file}: {problem}") from problem


def _is_readable(line: str) -> bool:
    try:
        read_lists(line, "")
    except ListRefused:
        return False
    return True
