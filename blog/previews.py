"""What leaving would make of an editor's name in the posts of the house (A5)."""

from django.utils.translation import ngettext

from accounts.models import User
from accounts.rules.leaving import Choice
from blog.models import Byline, Post


def preview_of_posts(person: User, choice: Choice) -> list[str]:
    """Say in how many posts the person stands as an author."""
    named = posts_of(person)
    if not named:
        return []
    words = ngettext(
        "%(count)d post that you wrote stays, with your name as a word and without a page about you.",
        "%(count)d posts that you wrote stay, with your name as a word and without a page about you.",
        named,
    )
    return [words % {"count": named}]


def posts_of(person: User) -> int:
    """Return how many posts name the person as an author, in the text that readers get."""
    lines = Byline.objects.filter(person=person, revision__in=Post.objects.exclude(live=None).values("live"))
    return lines.values("revision").distinct().count()
