"""What the benchmark writes: a table, charts, and one section of a page."""

from pathlib import Path
from xml.etree import ElementTree as ET

from bench.charts import Bar, bars
from bench.figures import Figure, at_least
from bench.report import BEGIN, END, keep, lines, summary, write

KEPT = Figure("S1", "post, stored", rate=5_000.0, p50=1.25, p99=9.0, **at_least(0.83, 0.5))
MISSED = Figure("S2", "rendered cold", p50=450.0, goal="≤ 40 ms", holds=False)
TOLD = Figure("S9", "idle", value="120 MB")


def test_the_table_says_what_was_measured_and_promised():
    assert lines([KEPT])[2] == "| S1 | post, stored | 5,000 | 0.83 | 1.2 | 9.0 |  | ≥ 0.50 of bare | yes |"


def test_the_summary_names_what_was_missed():
    assert summary([KEPT, MISSED, TOLD]) == "1 promises hold, 1 do not.\n  missed: S2 rendered cold"


def test_a_chart_is_well_formed_and_escapes_its_words():
    chart = bars("A & B", [Bar("<us>", 0.8, "0.80", goal=0.5), Bar("nginx", 2.7, "2.70", ours=False)])

    root = ET.fromstring(chart)
    assert [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")] == [
        "A & B",
        "<us>",
        "0.80",
        "nginx",
        "2.70",
    ]
    assert "<script" not in chart


def test_only_the_measured_section_of_the_page_is_written_anew(tmp_path: Path):
    page = tmp_path / "performance.md"
    page.write_text(f"# Performance\n\nbefore\n\n{BEGIN}\nold figures\n{END}\n\nafter\n")
    keep(tmp_path / "results", "S1", [KEPT], "5 s a load")
    keep(tmp_path / "results", "S10", [TOLD], "5 s a load")

    write(tmp_path / "results", page)

    text = page.read_text()
    assert text.startswith("# Performance\n\nbefore\n")
    assert text.endswith("\nafter\n")
    assert "old figures" not in text
    assert text.index("| S1 |") < text.index("| S9 |")
    assert (tmp_path / "images" / "performance-pages.svg").exists()
