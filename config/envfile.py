"""The file of settings beside the code: change a value, keep everything else as a person left it."""

import os
import re
from pathlib import Path


def with_values(text: str, values: dict[str, str]) -> str:
    """The text of the file with these variables set: in their old place, or at the end.

    Raises ValueError for a value that would not fit on a line.
    """
    for name, value in values.items():
        if re.search(r"[\r\n\0]", value):
            raise ValueError(name)
        line = f"{name}={_quoted(value)}"
        if old := re.search(rf"(?m)^{name}=.*$", text):
            text = text[: old.start()] + line + text[old.end() :]
        else:
            text = f"{text.rstrip()}\n{line}\n".lstrip("\n")
    return text


def _quoted(value: str) -> str:
    return value if re.fullmatch(r"[\w:/.@,+-]*", value) else "'" + value.replace("'", "\\'") + "'"


def set_values(path: Path, values: dict[str, str]) -> None:
    """Write the file anew, readable by its owner only; a crash leaves the old one. Raises OSError."""
    text = with_values(path.read_text(encoding="utf-8") if path.exists() else "", values)
    fresh = path.with_name(f"{path.name}.new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    fresh.replace(path)
