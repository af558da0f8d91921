"""The German catalogue is whole, and the compiled one belongs to it."""

import ast
import gettext
import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[1] / "locale" / "de" / "LC_MESSAGES"
CATALOGUES = sorted(path.stem for path in FOLDER.glob("*.po"))
# A string of a catalogue: the keyword, and one or more quoted lines.
STRING = re.compile(
    r'^(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) ((?:"(?:[^"\\]|\\.)*"\n?)+)', re.MULTILINE
)


def entries(name: str) -> list[dict[str, str]]:
    """The entries in use, without the head; each maps keywords to texts, and `flags` to its flags."""
    blocks = (FOLDER / f"{name}.po").read_text(encoding="utf-8").split("\n\n")
    found = []
    for block in blocks[1:]:
        used = "\n".join(line for line in block.splitlines() if not line.startswith("#~")) + "\n"
        texts = {
            key: "".join(ast.literal_eval(part) for part in value.splitlines() if part)
            for key, value in STRING.findall(used)
        }
        if texts.get("msgid"):
            flags = " ".join(line for line in used.splitlines() if line.startswith("#,"))
            found.append(texts | {"flags": flags})
    return found


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_text_is_translated_and_none_is_a_guess(name):
    wanting = [
        entry["msgid"]
        for entry in entries(name)
        if "fuzzy" in entry["flags"]
        or not all(text for key, text in entry.items() if key.startswith("msgstr"))
    ]

    assert wanting == []


@pytest.mark.parametrize("name", CATALOGUES)
def test_a_translation_keeps_the_places_for_values(name):
    place = re.compile(r"%\(\w+\)[sd]|\{\w*\}")

    broken = [
        entry["msgid"]
        for entry in entries(name)
        if "msgid_plural" not in entry
        if set(place.findall(entry["msgid"])) != set(place.findall(entry["msgstr"]))
    ]

    assert broken == []


@pytest.mark.parametrize("name", CATALOGUES)
def test_the_compiled_catalogue_belongs_to_its_source(name):
    with (FOLDER / f"{name}.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    differ = []
    for entry in entries(name):
        context = entry.get("msgctxt")
        if "msgid_plural" in entry:
            said = [
                compiled.ngettext(entry["msgid"], entry["msgid_plural"], count)
                if context is None
                else compiled.npgettext(context, entry["msgid"], entry["msgid_plural"], count)
                for count in (1, 2)
            ]
            wanted = [entry["msgstr[0]"], entry["msgstr[1]"]]
        else:
            said = [
                compiled.pgettext(context, entry["msgid"]) if context else compiled.gettext(entry["msgid"])
            ]
            wanted = [entry["msgstr"]]
        if said != wanted:
            differ.append(entry["msgid"])

    assert differ == []


def test_no_text_hides_in_an_f_string_where_the_catalogue_would_miss_it():
    root = FOLDER.parents[2]
    hidden = [
        f"{path.relative_to(root)}:{call.lineno}"
        for app in ("accounts", "blog", "comments", "config", "markup", "search")
        for path in sorted((root / app).rglob("*.py"))
        if "{_(" in (source := path.read_text(encoding="utf-8")) or "gettext(" in source
        for f_string in ast.walk(ast.parse(source))
        if isinstance(f_string, ast.JoinedStr)
        for call in ast.walk(f_string)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        if call.func.id == "_" or call.func.id.endswith("gettext")
    ]

    assert hidden == []
