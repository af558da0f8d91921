"""Both databases find the same in the same order: what an independent reading of the rules says.

The reading looks at every text and every question in plain Python and shares nothing with the index but the
stems. The same test runs on SQLite and on PostgreSQL.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from blog.models import Post
from blog.searching.hits import find
from blog.searching.wish import Wish
from comments.models import Comment
from search.rules.questions import Sequences, read_question
from search.rules.stems import stem
from search.rules.texts import language_of
from search.rules.words import compounds, words_of
from tests.builders import NOW, a_comment, a_person, a_post

GERMAN = """
    Netz Störung Stoerung Störungen Leitung Leitungen Router E-Mail Email Glasfaser-Ausbau
    Glasfaserausbau Mast Straße Strasse Müller Mueller neue neuer Israel Poesie 10.000 10000 2.0
    U-Bahn 😀 Österreich und die
"""
ENGLISH = """
    outage outages reported reporting cable E-mail email network Müller Israel value values runs
    running 10,000 2.0 the and don't customers customer
"""
WORDS = {"de": GERMAN.split(), "en": ENGLISH.split()}
SINGLE = """
    Netz Störung stoerung Störungen leitung Router E-Mail email Glasfaserausbau Strasse Müller
    muller Mueller neue Israel Poesie 10.000 10000 2.0 U-Bahn ubahn outage reporting runs value
    customer don't
"""
QUESTIONS = [
    *SINGLE.split(),
    "Glasfaser-Ausbau",
    "e mail",
    "Netz Störung",
    "Netz Leitung Router",
    "Netz -Router",
    "outage -cable -network",
    '"neue Leitung"',
    '"Störung Netz"',
    '"die Leitung und" Netz',
    'Leitung -"neue Leitung"',
    "und die Straße",
    "Österreich oesterreich",
    "Müller email",
]


@dataclass(frozen=True)
class Told:
    """A text as a reader of the rules sees it: stems in order by field, and compounds beside them."""

    pk: int
    at: datetime
    fields: tuple[tuple[list[str], set[str]], ...]

    def holds(self, sequences: Sequences, field: int | None = None) -> bool:
        chosen = self.fields if field is None else self.fields[field : field + 1]
        return any(_in(each, sequence) for each in chosen for sequence in sequences)

    def weight(self, sequences: Sequences) -> int:
        stems, joined = self.fields[2]
        counted = [*stems, *joined]
        if self.holds(sequences, 0):
            return 8
        if self.holds(sequences, 1):
            return 4
        return 2 if any(len(s) == 1 and counted.count(s[0]) >= 3 for s in sequences) else 1


def _in(field: tuple[list[str], set[str]], sequence: tuple[str, ...]) -> bool:
    stems, joined = field
    length = len(sequence)
    runs = (tuple(stems[at : at + length]) for at in range(len(stems) - length + 1))
    return sequence in runs or (length == 1 and sequence[0] in joined)


def told(pk: int, at: datetime, language: str, *texts: str) -> Told:
    fields = []
    for text in texts:
        words = words_of(text)
        stems = [found for word in words if (found := stem(word.text, language))]
        fields.append((stems, {stem(each, language) for each in compounds(words)}))
    return Told(pk, at, tuple(fields))


@pytest.mark.django_db
def test_the_search_finds_what_the_rules_say_and_in_that_order() -> None:
    posts, comments = some_hundred_texts()
    wrong = {}
    for typed in QUESTIONS:
        question = read_question(typed)
        wanted = [term.sequences for term in question.wanted]
        unwanted = [term.sequences for term in question.unwanted]

        def fits(text: Told, wanted=wanted, unwanted=unwanted) -> bool:
            return all(map(text.holds, wanted)) and not any(map(text.holds, unwanted))

        ranked = sorted(
            filter(fits, posts),
            key=lambda p, wanted=wanted: (sum(map(p.weight, wanted)), p.at, p.pk),
            reverse=True,
        )
        newest = sorted(filter(fits, comments), key=lambda c: (c.at, c.pk), reverse=True)
        found = find(question, Wish(typed=typed), now=NOW + timedelta(days=1))
        if (found.posts, found.comments) != ([p.pk for p in ranked], [c.pk for c in newest]):
            wrong[typed] = (found.posts, [p.pk for p in ranked], found.comments, [c.pk for c in newest])

    assert wrong == {}


def some_hundred_texts() -> tuple[list[Told], list[Told]]:
    """Write 80 posts and 240 comments of the words above, and return them as the rules see them."""
    chance = random.Random(8)
    posts, comments = [], []
    author = a_person()
    for number in range(80):
        language = chance.choice(["de", "en"])
        title, lead, body = (_text(chance, language, longest) for longest in (3, 6, 25))
        at = NOW - timedelta(days=chance.randint(0, 900))
        post = a_post(
            title=title, lead=lead, body=f"<p>{body}</p>", language=language, at=at, slug=f"p{number}"
        )
        posts.append(told(post.pk, at, language, title, lead, body))
        for _ in range(3):
            said = _text(chance, language, 8)
            when = NOW + timedelta(seconds=chance.randint(0, 900))
            comment = a_comment(thread=post.thread, body=said, language=language, author=author, now=when)
            comments.append(Told(comment.pk, when, told(0, when, _heard(said, language), said).fields))
    assert Post.objects.count() == 80
    assert Comment.objects.count() == 240
    return posts, comments


def _text(chance: random.Random, language: str, longest: int) -> str:
    return " ".join(chance.choices(WORDS[language], k=chance.randint(1, longest)))


def _heard(text: str, language: str) -> str:
    return language_of(text, language)
