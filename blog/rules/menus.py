"""The small language in which a menu is written: one entry a line, `Label | /address/`."""

from dataclasses import dataclass
from enum import StrEnum

ADDRESSES = ("/", "https://", "http://")


@dataclass(frozen=True)
class Entry:
    label: str
    address: str


class Fault(StrEnum):
    NO_ADDRESS = "no_address"
    NO_LABEL = "no_label"
    STRANGE_ADDRESS = "strange_address"


class MenuRefused(ValueError):
    """Raised for a line that is no entry. `line` counts from 1."""

    def __init__(self, line: int, fault: Fault) -> None:
        self.line = line
        self.fault = fault
        super().__init__(line)


def parse_menu(text: str) -> list[Entry]:
    """Return the entries of a menu. Raises MenuRefused, which says which line is wrong, and how."""
    lines = enumerate(text.splitlines(), start=1)
    return [_entry(number, line) for number, line in lines if line.strip()]


def _entry(number: int, line: str) -> Entry:
    label, _bar, address = (part.strip() for part in line.partition("|"))
    if not address:
        raise MenuRefused(number, Fault.NO_ADDRESS)
    if not label:
        raise MenuRefused(number, Fault.NO_LABEL)
    if not address.startswith(ADDRESSES) or address.startswith(("//", "/\\")) or " " in address:
        raise MenuRefused(number, Fault.STRANGE_ADDRESS)
    return Entry(label, address)
