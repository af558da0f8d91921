"""One place vouches for HTML."""

import copy
import pickle
import re
from pathlib import Path

import pytest
from django.template import Context, Engine

from markup import SafeHTML, render_comment

ROOT = Path(__file__).resolve().parents[2]
SKIPPED = {".git", ".venv", "node_modules", "tests", "bench", "var"}


def sources(*suffixes: str) -> list[Path]:
    files = (path for suffix in suffixes for path in ROOT.rglob(f"*{suffix}"))
    return [path for path in files if not SKIPPED & set(path.relative_to(ROOT).parts)]


def places(pattern: str, *suffixes: str) -> dict[str, int]:
    counts = {
        path.relative_to(ROOT).as_posix(): len(re.findall(pattern, path.read_text()))
        for path in sources(*suffixes)
    }
    return {name: count for name, count in counts.items() if count}


def test_templates_print_it_as_it_stands():
    page = Engine().from_string("{{ html }}").render(Context({"html": render_comment("*a*")}))

    assert page == "<p><em>a</em></p>\n"


@pytest.mark.parametrize(
    "change", [lambda html: html + "x", lambda html: html[:3], lambda html: html.replace("a", "b")]
)
def test_a_changed_text_is_not_safe_any_more(change):
    assert not isinstance(change(render_comment("a")), SafeHTML)


@pytest.mark.parametrize("through", [copy.deepcopy, lambda html: pickle.loads(pickle.dumps(html))])
def test_copies_and_caches_keep_it_safe(through):
    html = through(render_comment("a"))

    assert isinstance(html, SafeHTML)


def test_one_line_of_the_project_vouches_for_html():
    found = places(r"\bmark_safe\b|\bSafeString\(|\bSafeText\(|SafeHTML\((?=[^)])(?!SafeString)", ".py")

    assert found == {"markup/safe.py": 1}


def test_no_template_vouches_for_html():
    assert places(r"\|\s*safe(seq)?\b|autoescape\s+off", ".html", ".txt") == {}


def test_only_this_package_knows_the_libraries_behind_it():
    found = places(r"(?m)^\s*(?:from|import) (?:bleach|markdown_it)\b", ".py")

    assert set(found) == {"markup/markdown.py", "markup/mentions.py", "markup/posts.py", "markup/walking.py"}
