"""Old addresses of an import: each leads to what became of it, in one hop (E12, E15).

Written many at a time. What is remembered already is left alone, so a second run changes nothing, and what
an export says about an address counts more than where WordPress might also have led.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched

from blog.actions.importing.report import ImportReport, Kind, Outcome
from blog.models import Redirect
from blog.rules.old_addresses import Kind as PlaceKind
from blog.rules.old_addresses import digest_of, normal_address, place_of
from blog.rules.wordpress.losses import Loss

LOOKUP = 500  # addresses asked for in one query
_NOT_OURS_TO_GIVE = frozenset({PlaceKind.RESERVED, PlaceKind.ARCHIVE, PlaceKind.FRONT})


@dataclass(frozen=True, slots=True)
class Claim:
    """Addresses that want to lead to one thing.

    `target` is the name of its column in a redirect, `pk` its row (None in a dry run), `own` its new address.
    `said` are addresses that the export names, `others` those where WordPress would have led as well.
    """

    target: str
    pk: int | None
    own: str
    said: Sequence[str] = ()
    others: Sequence[str] = ()


class OldAddresses:
    """Remembers old addresses, or only counts them in a dry run."""

    def __init__(self, report: ImportReport, now: datetime) -> None:
        self._report = report
        self._now = now
        self._given: set[str] = set()  # digests of this run

    def take_in(self, claims: Iterable[Claim]) -> None:
        """Remember what is new among the addresses of these things; the first that claims one gets it."""
        wanted: dict[str, tuple[str, Claim]] = {}
        claims = list(claims)
        for claim in claims:
            for said in claim.said:
                self._want(wanted, said, claim, is_said=True)
        for claim in claims:
            for other in claim.others:
                self._want(wanted, other, claim, is_said=False)
        known = _known(wanted)
        self._report.count(Kind.REDIRECT, Outcome.UNCHANGED, len(known))
        new = {digest: pair for digest, pair in wanted.items() if digest not in known}
        self._report.count(Kind.REDIRECT, Outcome.NEW, len(new))
        self._given.update(wanted)
        if not self._report.is_dry:
            Redirect.objects.bulk_create(self._row(digest, *pair) for digest, pair in new.items())

    def _want(self, wanted: dict[str, tuple[str, Claim]], text: str, claim: Claim, *, is_said: bool) -> None:
        address = normal_address(text)
        if not address or address == normal_address(claim.own):
            return
        if address == "/" or _is_needed(address):
            self._report.tell(Loss.OLD_ADDRESSES, address, number=is_said and address != "/")
            return
        digest = digest_of(address)
        if digest not in self._given:
            wanted.setdefault(digest, (address, claim))

    def _row(self, digest: str, address: str, claim: Claim) -> Redirect:
        row = Redirect(digest=digest, old=address, remembered_at=self._now)
        setattr(row, f"{claim.target}_id", claim.pk)
        return row


def _is_needed(address: str) -> bool:
    """Whether the site answers there itself, whatever is imported."""
    path, _, _query = address.partition("?")
    return path != "/" and place_of(path).kind in _NOT_OURS_TO_GIVE


def _known(digests: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for chunk in batched(digests, LOOKUP):
        found.update(Redirect.objects.found_by(chunk).values_list("digest", flat=True))
    return found
