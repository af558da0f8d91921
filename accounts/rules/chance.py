"""Where chance comes from: one stream for each thing, so that more of one changes nothing of another."""

import random
from itertools import accumulate


def stream(seed: int, *names: object) -> random.Random:
    """Return the chance of one named thing, e.g. `stream(7, "thread", 12)`."""
    return random.Random("/".join(map(str, (seed, *names))))  # noqa: S311 -- repeatable is the point


def shares(chance: random.Random, *, total: int, parts: int) -> list[int]:
    """Split `total` over `parts` as readers do: most get little, some get a lot.

    >>> sum(shares(stream(1), total=1000, parts=10))
    1000
    """
    if not parts:
        return []
    weights = [min(chance.lognormvariate(0, 1.3), 12.0) for _ in range(parts)]
    ends = [round(total * end / sum(weights)) for end in accumulate(weights)]
    ends[-1] = total
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def activity(people: int) -> list[float]:
    """Return cumulative weights of so many people: a few write much, most write little."""
    return list(accumulate(1 / (rank + 4) ** 0.9 for rank in range(people)))
