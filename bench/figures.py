"""What the benchmark found, as values."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One measured number. `holds` is None where nothing was promised or nothing could be compared.

    `rate` is answers a second, `ratio` that rate as a part of the bare view in the same run, latencies are in
    milliseconds.
    """

    scenario: str
    what: str
    rate: float | None = None
    ratio: float | None = None
    p50: float | None = None
    p99: float | None = None
    value: str = ""
    goal: str = ""
    holds: bool | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def at_least(ratio: float, bound: float) -> dict[str, Any]:
    """The columns of a promise that a ratio has to reach."""
    return {"ratio": ratio, "goal": f"≥ {bound:.2f} of bare", "holds": ratio >= bound}
