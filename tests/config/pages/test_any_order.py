"""Whatever happens in whichever order: after each step, what is stored is what would be rendered."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts.actions.people import NameChangedLately, rename_person
from accounts.actions.roles import grant_role, revoke_role
from accounts.models import User
from accounts.rules.roles import Role, system
from blog.actions.posts import (
    ImpossibleWay,
    publish_post,
    save_post,
    send_to_review,
    unpublish_post,
    withdraw_post,
)
from blog.actions.site import save_site, site_values
from blog.actions.sorting import save_sorting
from blog.models import Post, SiteSettings, Tag
from comments.actions.moderate import ImpossibleMove, moderate
from comments.actions.recount import recount_thread
from comments.actions.threads import set_thread_rules
from comments.models import Comment, Thread
from comments.rules.states import BY_MODERATORS
from comments.rules.thread_rules import ThreadRules
from tests.builders import EDITOR, a_comment, a_person, a_post, a_series, a_tag, a_text

pytestmark = pytest.mark.django_db

STEPS = 12
HOUSE = system("tests")
REFUSALS = (ImpossibleWay, ImpossibleMove, NameChangedLately, PermissionDenied)


class Chance:
    """One thing after the other, drawn from a seed."""

    def __init__(self, seed, now):
        self.dice, self.now = random.Random(seed), now
        self.series, self.tag = a_series("Networks"), a_tag("cable")
        self.people = [a_person(f"Member {n}") for n in range(3)]
        for n in range(4):
            a_post(**self._text(n), author=self.people[n % 3])

    def _text(self, number):
        return {
            "title": f"Title {number}",
            "series_id": self.series.pk,
            "part": number % 5 + 1,
            "tag_ids": (self.tag.pk,),
        }

    def step(self):
        """Do something; what is refused changes nothing, which is to be seen as well."""
        self.now += timedelta(minutes=7)
        deed = self.dice.choice(
            [self.comment, self.comment, self.decide, self.decide, self.edit, self.turn, self.rename,
             self.role, self.settle, self.sort, self.close, self.recount]
        )  # fmt: skip
        try:
            deed()
        except REFUSALS:
            return f"{deed.__name__}, refused"
        return deed.__name__

    def _post(self):
        found = Post.objects.select_related("live", "thread")
        return self.dice.choice(list(found.order_by("pk")))

    def comment(self):
        parents = list(Comment.objects.public().order_by("pk"))
        if parents and self.dice.random() < 0.5:
            parent = self.dice.choice(parents)
            if parent.thread.is_visible(self.now) and not parent.thread.closed:
                a_comment(parent=parent, author=self.dice.choice(self.people), now=self.now)
            return
        thread = self._post().thread
        if thread.is_visible(self.now) and not thread.closed:
            a_comment(thread=thread, author=self.dice.choice(self.people), now=self.now)

    def decide(self):
        if comments := list(Comment.objects.order_by("pk")):
            move = self.dice.choice(BY_MODERATORS)
            moderate(comment=self.dice.choice(comments), move=move, actor=HOUSE, now=self.now)

    def edit(self):
        content = a_text(**self._text(self.dice.randrange(99)))
        save_post(post=self._post(), slug="", content=content, actor=EDITOR, now=self.now)

    def turn(self):
        way = self.dice.choice(
            [unpublish_post, withdraw_post, send_to_review, lambda **how: publish_post(at=None, **how)]
        )
        way(post=self._post(), actor=EDITOR, now=self.now)

    def rename(self):
        person = User.objects.get(pk=self.dice.choice(self.people).pk)
        rename_person(person=person, name=f"Member {self.dice.randrange(99)}x", now=self.now)

    def role(self):
        person = User.objects.get(pk=self.dice.choice(self.people).pk)
        self.dice.choice([grant_role, revoke_role])(
            person=person, role=self.dice.choice([Role.MODERATOR, Role.EDITOR]), actor=HOUSE, now=self.now
        )

    def settle(self):
        values = site_values(SiteSettings.load())
        changed = self.dice.choice(
            [{"tagline": str(self.dice.random())}, {"posts_per_page": self.dice.randrange(1, 5)},
             {"first_comments_wait": self.dice.randrange(2)}]
        )  # fmt: skip
        save_site(values=replace(values, **changed), actor=EDITOR)

    def sort(self):
        name = f"cable {self.dice.randrange(99)}"
        save_sorting(
            row=Tag.objects.get(pk=self.tag.pk),
            name=name,
            slug="",
            description="",
            actor=EDITOR,
            now=self.now,
        )

    def close(self):
        set_thread_rules(
            thread=self._post().thread,
            rules=ThreadRules(closed=self.dice.random() < 0.5),
            actor=EDITOR,
            now=self.now,
        )

    def recount(self):
        thread = self.dice.choice(list(Thread.objects.order_by("pk")))
        Thread.objects.filter(pk=thread.pk).update(public_count=thread.public_count + 1)
        recount_thread(thread=thread)


def addresses(dice):
    posts = Post.objects.exclude(address_year=None).order_by("pk")
    pages = [post.get_absolute_url() for post in posts]
    always = [
        "/",
        "/2026/03/",
        "/series/networks/",
        "/tag/cable/",
        "/feed/",
        "/comments/feed/",
        "/sitemap.xml",
    ]
    known = [*always, *pages, *(f"{page}feed/" for page in pages), *(f"{page}?sort=newest" for page in pages)]
    known += [f"/members/{person.username}/" for person in User.objects.order_by("pk")]
    return dice.sample([*known, *(f"/en{each}" for each in known)], 7)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_copy_is_what_would_be_rendered(visitor, fresh, now, seed):
    chance, dice = Chance(seed, now), random.Random(seed)
    compared = 0
    for _number in range(STEPS):
        asked = addresses(dice)
        for address in asked:
            visitor.get(address)
        deed = chance.step()
        for address in asked:
            copy, page = visitor.get(address), fresh.get(address)
            assert (copy.status, copy.text) == (page.status, page.text), (deed, address)
            compared += copy.stored

    assert compared > STEPS * 3
