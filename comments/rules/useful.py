"""How useful a conversation found a comment: one number to sort by (C3, C8).

There is one positive reaction and no negative one, so the share of the readers who liked a comment cannot
be known: nobody counts readers here. What can be said is a rate, reactions for each reader who may have seen
the comment, and how sure it is. The score is the lower end of the score interval (95 %) of a Poisson rate,
divided by the readers still to come when the comment was posted.

- That one sorts by the lower end of an interval, so that a single reaction is not taken for a certainty:
  Evan Miller, "How Not To Sort By Average Rating" (2009), for shares, with the interval of E. B. Wilson,
  "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22 (1927).
- The same interval for a Poisson mean: V. V. Patil and H. V. Kulkarni, "Comparison of Confidence Intervals
  for the Poisson Mean: Some New Aspects", REVSTAT 10 (2012), among the nineteen compared there.
- That half of the readers are gone after a day, and that an eighth is the least: our assumption, from no
  source.

Nothing here depends on the present time, so a score is stored and changes only with a reaction.
"""

from datetime import datetime, timedelta
from math import sqrt

Z = 1.96  # of the normal distribution, for 95 %
HALF_OF_THE_READERS = timedelta(days=1)
SHOWN_AFTER = timedelta(minutes=1)  # pages get a new name for reactions at most so often
FEWEST_READERS = 0.125  # as a part of those of the first hour; else a late reaction would outweigh any number


def usefulness(reactions: int, *, posted_at: datetime, opened_at: datetime | None) -> float:
    """Return the score of a comment; 0 without a reaction. `opened_at` is when its page became public."""
    if reactions <= 0:
        return 0.0
    lowest = reactions + Z * Z / 2 - Z * sqrt(reactions + Z * Z / 4)
    return lowest / readers_to_come(posted_at, opened_at)


def readers_to_come(posted_at: datetime, opened_at: datetime | None) -> float:
    """Return how many readers come after a comment, as a part of all: 1 at the opening, then less."""
    age = posted_at - opened_at if opened_at else timedelta(0)
    return max(0.5 ** (max(age, timedelta(0)) / HALF_OF_THE_READERS), FEWEST_READERS)
