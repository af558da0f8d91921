"""What is found of posts: those that are published, written where they come, change and go.

Whether the time of a post has come is asked when somebody searches, so a scheduled one needs no further step.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import batched

from django.db import connection

from blog.models import Post, PostIndex, PostWords, Word
from blog.rules.states import PostState
from markup import text_of
from search.index import drop, put
from search.rules.likeness import ENDS
from search.rules.stems import LONGEST, spelled
from search.rules.stopwords import is_common
from search.rules.texts import Stems, stems_of
from search.rules.words import words_of

BATCH = 500  # rows of one statement
SHORTEST = 3  # letters of a word that is worth a suggestion

type Words = dict[str, str]

_COUNT = """
    INSERT INTO blog_word (spelled, written, head, tail, length, posts) VALUES {rows}
    ON CONFLICT (spelled) DO UPDATE SET posts = blog_word.posts + excluded.posts
"""


def index_posts(posts: Iterable[Post]) -> None:
    """Keep the stems and words of those that are published, forget the others. Their `live` is loaded."""
    stems: dict[int, Stems] = {}
    words: dict[int, Words] = {}
    for post in posts:
        words[post.pk] = {}
        if post.state == PostState.PUBLISHED and post.live:
            fields = [post.live.title, post.live.lead, text_of(post.live.body)]
            stems[post.pk] = stems_of(fields, post.live.language)
            words[post.pk] = _words_in(fields)
    put(PostIndex, stems)
    drop(PostIndex, words.keys() - stems.keys())
    _count_words(words)


def recount_words() -> None:
    """Count all words anew, from what is kept of each post."""
    true: Counter[str] = Counter()
    for kept in PostWords.objects.values_list("words", flat=True).iterator(chunk_size=BATCH):
        true.update(kept.split())
    known = dict(Word.objects.values_list("spelled", "posts"))
    wrong = {word: true[word] - posts for word, posts in known.items() if true[word] != posts}
    _add(wrong, {})


def _count_words(of: Mapping[int, Words]) -> None:
    difference: Counter[str] = Counter()
    written: Words = {}
    before = dict(PostWords.objects.filter(pk__in=list(of)).values_list("pk", "words"))
    for pk, words in of.items():
        old = set(before.get(pk, "").split())
        difference.update(words.keys() - old)
        difference.subtract(old - words.keys())
        written |= words
    PostWords.objects.filter(pk__in=[pk for pk in before if not of[pk]]).delete()
    PostWords.objects.bulk_create(
        [PostWords(pk=pk, words=" ".join(sorted(words))) for pk, words in sorted(of.items()) if words],
        update_conflicts=True,
        unique_fields=["post"],
        update_fields=["words"],
    )
    _add({word: count for word, count in difference.items() if count}, written)


def _add(difference: Mapping[str, int], written: Words) -> None:
    """Add to the counts of words, in one order for everybody, and forget those that no post has."""
    for chunk in batched(sorted(difference.items()), BATCH):
        rows = [
            (word, written.get(word, word), word[:ENDS], word[-ENDS:], len(word), count)
            for word, count in chunk
        ]
        places = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(rows))
        with connection.cursor() as cursor:
            cursor.execute(_COUNT.format(rows=places), [value for row in rows for value in row])
    if any(count < 0 for count in difference.values()):
        Word.objects.filter(posts__lte=0).delete()


def _words_in(fields: Iterable[str]) -> Words:
    """Return the words of a post that tell something, by their spelling."""
    found: Words = {}
    for text in fields:
        for word in words_of(text):
            plain = spelled(word.text)
            if SHORTEST <= len(plain) <= LONGEST and plain.isalpha() and not is_common(word.text):
                found.setdefault(plain, word.text[:LONGEST])
    return found
