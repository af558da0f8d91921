"""How much of several differences one page works out (C6). Pure: lengths in, answer out.

To compare two texts costs up to the product of their lengths, and writers choose their texts.
"""

from dataclasses import dataclass
from typing import Final

ALONE: Final = 12_000  # characters of two texts together; all that fits into a comment, with its addresses
TOGETHER: Final = 24_000  # of all pairs of one page
FOR_MODERATORS: Final = 72_000  # the same for those who have to see what changed


@dataclass
class Budget:
    """What is left for one page. The pairs that come first are compared first."""

    left: int = TOGETHER

    def allows(self, *lengths: int) -> bool:
        """Whether texts of these lengths are compared here; if so, they are counted."""
        cost = sum(lengths)
        if cost > min(ALONE, self.left):
            return False
        self.left -= cost
        return True
