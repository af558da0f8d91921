"""What the files of the project promise, looked up in the files themselves."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NO_TEXT = {".png", ".jpg", ".webp", ".ico", ".mo", ".gif", ".avif", ".woff", ".woff2"}
ROOMS = ("accounts", "blog", "comments", "config", "markup", "search")


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("this is no checkout of git, so nobody knows which files belong to the project")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def lines_with(pattern: str, paths: list[Path]) -> set[str]:
    wanted = re.compile(pattern)
    return {
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in paths
        for line in path.read_text(encoding="utf-8").splitlines()
        if wanted.search(line)
    }


def code() -> list[Path]:
    return [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]


def templates() -> list[Path]:
    return [path for folder in ("templates", *ROOMS) for path in (ROOT / folder).rglob("*.html")]


def test_every_variable_is_explained():
    settings = (ROOT / "config" / "settings.py").read_text()
    read = set(re.findall(r"""env\.\w+\(\s*"([A-Z_]+)\"""", settings))

    explained = set(re.findall(r"(?m)^#?([A-Z_]+)=", (ROOT / ".env.example").read_text()))

    assert explained == read


def test_only_markup_vouches_for_html():
    elsewhere = [path for path in code() if "markup" not in path.relative_to(ROOT).parts[0]]

    assert lines_with(r"mark_safe\(|import mark_safe|SafeString\(|\.__html__", elsewhere) == set()
    assert lines_with(r"\|\s*safe\b|\{%\s*autoescape\s+off", templates()) == set()


def test_only_markup_knows_the_sanitiser():
    elsewhere = [path for path in code() if "markup" not in path.relative_to(ROOT).parts[0]]

    assert lines_with(r"^\s*(import|from)\s+(bleach|markdown_it)\b", elsewhere) == set()


def test_no_template_has_script_or_style_of_its_own():
    assert lines_with(r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']", templates()) == set()
    assert lines_with(r"<script(?![^>]*\bsrc=)", templates()) == set()


def test_no_file_names_a_registry_or_a_machine():
    pattern = r"(index|simple)-url|find-links|/(root|home/[a-z]+)/"
    text = [path for path in tracked() if path.suffix not in NO_TEXT and path != Path(__file__)]

    allowed = {"bin/check"}
    found = {line for line in lines_with(pattern, text) if line.split(":")[0] not in allowed}

    assert found == set()


def test_no_python_file_is_too_long():
    long = {
        str(path.relative_to(ROOT)): count
        for path in code()
        if "migrations" not in path.parts and path.name != "settings.py"
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }

    assert long == {}
