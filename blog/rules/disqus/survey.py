"""The first pass: reads an export to its end, says whether it can be imported, and counts what is in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from blog.rules.disqus.reading import Record
from blog.rules.disqus.records import ForeignThread
from blog.rules.exports import ImportRefused

MOST_THREADS = 200_000  # they are kept in memory


@dataclass(slots=True)
class Survey:
    """What is in an export as a whole. `remarks` counts comments by the number of their thread."""

    threads: dict[str, ForeignThread] = field(default_factory=dict)
    remarks: Counter[str] = field(default_factory=Counter)

    @property
    def forum(self) -> str:
        """The short name of the site over there: that of most threads."""
        named = Counter(thread.forum for thread in self.threads.values() if thread.forum)
        return named.most_common(1)[0][0] if named else "disqus"


def survey(records: Iterable[Record]) -> Survey:
    """Look at every record of an export. Raises ImportRefused where the file cannot be read to its end."""
    seen = Survey()
    for record in records:
        if isinstance(record, ForeignThread):
            if record.number:
                seen.threads.setdefault(record.number, record)
        else:
            seen.remarks[record.thread] += 1
        if len(seen.threads) + len(seen.remarks) > 2 * MOST_THREADS:
            raise ImportRefused(None, _("the file has more threads than fit into memory."))
    return seen
