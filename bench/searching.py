"""S6: full text search, which is stored nowhere."""

from functools import partial
from pathlib import Path
from urllib.parse import quote

from bench.figures import Figure
from bench.measuring import get, in_turns
from bench.pages import COMPRESSED, yard
from bench.sites import Prepared

WORDS = {"a common word": "Rechnung", "a rare word": "Oberlindental", "two words": "Heizung Gutschein"}


def s6(prepared: Prepared, scratch: Path, seconds: float) -> list[Figure]:
    """Words in all posts and comments."""
    seconds = max(seconds, 4)
    paths = {what: f"/search/?q={quote(words)}" for what, words in WORDS.items()}
    pages = {f"page{place}": (path, COMPRESSED) for place, path in enumerate(paths.values())}
    with yard(prepared, scratch, seconds, pages) as place:
        contestants = {
            what: partial(get, place.site.url + path, seconds, headers=COMPRESSED)
            for what, path in paths.items()
        }
        loads = in_turns(contestants | {"bare": place.of_the_bytes(place.bare, "page0")})
    return [
        Figure(
            "S6",
            f"search for {what} in {prepared.comments:,} comments",
            rate=loads[what].rate,
            ratio=loads[what].rate / loads["bare"].rate,
            p50=loads[what].p50,
            p99=loads[what].p99,
        )
        for what in paths
    ]
