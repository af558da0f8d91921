"""The small language in which a menu is written: one entry a line, `Label | /address/`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    label: str
    address: str


def parse_menu(text: str) -> list[Entry]:
    """Return the entries of a menu. Raises ValueError with the number of a line that says nothing."""
    entries = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        label, _bar, address = (part.strip() for part in line.partition("|"))
        if not label or not address.startswith(("/", "https://", "http://")) or address.startswith("//"):
            raise ValueError(number)
        entries.append(Entry(label, address))
    return entries
