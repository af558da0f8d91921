"""Which post or page here a thread of another program belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import batched

from django.db.models import Q

from blog.addresses import found_at
from blog.models import Page, Post
from blog.rules.disqus import ForeignThread
from blog.rules.disqus.matching import addresses_of, names_of

type Owner = Post | Page

LOOKUP = 300  # names asked for in one query


def matched(threads: Sequence[ForeignThread]) -> dict[str, Owner]:
    """Return the post or page of each thread, by the number of the thread; nothing where there is none.

    The address of the page counts first, also an old one of ours; then addresses in the identifier; then the
    identifier itself, as the lasting name of a post or as a slug that one post alone has.
    """
    wanted = {thread.number: addresses_of(thread) for thread in threads}
    found = found_at({address for addresses in wanted.values() for address in addresses})
    owners: dict[str, Owner] = {}
    for number, addresses in wanted.items():
        targets = (found[address].target for address in addresses if address in found)
        owner = next((target for target in targets if isinstance(target, Post | Page)), None)
        if owner is not None:
            owners[number] = owner
    rest = [thread for thread in threads if thread.number not in owners]
    named = _named({name for thread in rest for name in names_of(thread)})
    for thread in rest:
        if owner := next((named[name] for name in names_of(thread) if name in named), None):
            owners[thread.number] = owner
    return owners


def _named(names: Iterable[str]) -> dict[str, Owner]:
    found: dict[str, Owner] = {}
    for chunk in batched(sorted(names), LOOKUP):
        posts = list(
            Post.objects.filter(Q(guid__in=chunk) | Q(slug__in=chunk)).select_related("live", "thread")
        )
        times = Counter(post.slug for post in posts)
        found |= {post.slug: post for post in posts if times[post.slug] == 1}
        found |= {post.guid: post for post in posts}
    return found
