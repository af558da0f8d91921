"""What this room hands out to a person: who they are, how they come in, what was decided about them."""

from .parts import PARTS

__all__ = ["PARTS"]
