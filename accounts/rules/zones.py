"""The time zones that a person may choose."""

import zoneinfo

# Read once: the database of zones is a folder of six hundred files.
ZONES = frozenset(zoneinfo.available_timezones())
CONTINENTS = frozenset(
    {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)


def places_by_continent() -> dict[str, list[tuple[str, str]]]:
    """Return (name, place) by continent, e.g. ("Europe/Berlin", "Berlin") under "Europe"."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(ZONES):
        continent, _, place = name.partition("/")
        if continent in CONTINENTS:
            groups.setdefault(continent, []).append((name, place.replace("_", " ").replace("/", ", ")))
    return groups
