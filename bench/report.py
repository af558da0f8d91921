"""The table, the charts, and where they are written."""

import json
import os
import platform
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.charts import Bar, bars
from bench.figures import Figure

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
HEADS = ("", "what", "a second", "of bare", "p50 ms", "p99 ms", "figure", "promised", "holds")


def machine() -> str:
    """Say on what was measured: processor, cores, memory, system."""
    cpu = next((line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if "model name" in line), "")
    memory = next((int(line.split()[1]) for line in _lines("/proc/meminfo") if "MemTotal" in line), 0)
    name = cpu or platform.processor() or platform.machine()
    return f"{os.cpu_count()} × {name}, {memory / 1e6:.0f} GB, {platform.system()} {platform.release()}"


def commit() -> str:
    """The commit that was measured, with a mark where the tree differed from it."""
    done = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "unknown"


def lines(figures: Sequence[Figure]) -> list[str]:
    """The table in Markdown."""
    rows = [_cells(figure) for figure in figures]
    head = [f"| {' | '.join(HEADS)} |", f"|{'---|' * len(HEADS)}"]
    return [*head, *(f"| {' | '.join(cells)} |" for cells in rows)]


def summary(figures: Sequence[Figure]) -> str:
    """One line for the end: what holds and what does not."""
    missed = [figure for figure in figures if figure.holds is False]
    kept = sum(figure.holds is True for figure in figures)
    told = "".join(f"\n  missed: {figure.scenario} {figure.what}" for figure in missed)
    return f"{kept} promises hold, {len(missed)} do not.{told}"


def keep(folder: Path, scenario: str, figures: Sequence[Figure], settings: str) -> None:
    """Write what one scenario found, so that runs of some of them can be put together."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = {
        "commit": commit(),
        "at": datetime.now(UTC).isoformat(timespec="minutes"),
        "settings": settings,
        "figures": [figure.as_json() for figure in figures],
    }
    (folder / f"{scenario}.json").write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")


def write(folder: Path, docs: Path) -> None:
    """Put everything that was kept into the page and draw the charts beside it."""
    found = sorted(folder.glob("*.json"), key=lambda file: (len(file.stem), file.stem))
    kept = [json.loads(file.read_text()) for file in found]
    figures = [Figure(**row) for each in kept for row in each["figures"]]
    images = docs.parent / "images"
    images.mkdir(parents=True, exist_ok=True)
    charts = _charts(figures)
    for name, chart in charts.items():
        (images / f"performance-{name}.svg").write_text(chart)
    measured = sorted({f"{each['commit']}, {each['at'][:10]}, {each['settings']}" for each in kept})
    text = [f"On {machine()}.", "", *(f"- commit {each}" for each in measured), ""]
    text += [f"![{name}](images/performance-{name}.svg)" for name in charts]
    replace_section(docs, BEGIN, END, [*text, "", *lines(figures)])


def replace_section(page: Path, begin: str, end: str, text: Sequence[str]) -> None:
    """Write lines between two marks of a page; a page without them gets them at its end."""
    whole = page.read_text() if page.exists() else ""
    if begin not in whole:
        whole += f"\n{begin}\n{end}\n"
    before, _, rest = whole.partition(begin)
    page.write_text(before + "\n".join([begin, "", *text, "", end]) + rest.partition(end)[2])


def _charts(figures: Sequence[Figure]) -> dict[str, str]:
    """Pages as parts of bare, and growth."""
    parts = [
        Bar(
            f"{f.scenario} {_short(f.what)}",
            f.ratio or 0,
            f"{f.ratio:.2f}",
            ours="bare" not in f.what and "nginx," not in f.what,
            goal=_bound(f.goal),
        )
        for f in figures
        if f.ratio is not None and f.scenario in {"S1", "S2", "S3", "S7", "S8"}
    ]
    growth = [
        Bar(_short(f.what), float(f.value.split()[0]), f.value, goal=1.2)
        for f in figures
        if f.scenario == "S5"
    ]
    drawn = {"pages": ("Answers a second, as a part of a bare view", parts), "growth": ("Growth", growth)}
    return {name: bars(title, rows) for name, (title, rows) in drawn.items() if rows}


def _bound(goal: str) -> float | None:
    return float(goal.split()[1]) if goal.startswith("≥") and "bare" in goal else None


def _short(what: str) -> str:
    words = what.split(";", maxsplit=1)[0]
    return words if len(words) < 36 else f"{words[:34]}…"


def _cells(figure: Figure) -> list[str]:
    holds = {True: "yes", False: "**no**", None: ""}[figure.holds]
    return [
        figure.scenario,
        figure.what,
        _number(figure.rate, "{:,.0f}" if (figure.rate or 0) >= 10 else "{:.1f}"),
        _number(figure.ratio, "{:.3f}" if (figure.ratio or 0) < 0.1 else "{:.2f}"),
        _number(figure.p50, "{:.1f}"),
        _number(figure.p99, "{:.1f}"),
        figure.value,
        figure.goal,
        holds,
    ]


def _number(value: float | None, pattern: str) -> str:
    return "" if value is None else pattern.format(value)


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []
