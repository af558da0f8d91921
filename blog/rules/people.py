"""Who wrote something, as machines are told."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """A visible name, and the whole address of a page about its bearer if there is one."""

    name: str
    address: str = ""
