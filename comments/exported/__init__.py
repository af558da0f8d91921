"""What this room hands out to a person: everything they said and did in conversations, and what became of it.

What others said about them stays back: docs/decisions/0087-what-is-handed-out.md.
"""

from .parts import PARTS

__all__ = ["PARTS"]
