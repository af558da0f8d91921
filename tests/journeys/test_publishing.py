"""From the first sentence to the withdrawal, as an editor presses it."""

import pytest
from django.utils import timezone

from accounts.rules.roles import Role
from blog.models import Post
from tests.blog.forms import typed
from tests.builders import a_person

pytestmark = pytest.mark.django_db


def test_a_post_goes_from_draft_to_withdrawal_and_nothing_is_lost(client, settings):
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(a_person("Emmi Editor", Role.EDITOR))

    written = client.post(
        "/admin/blog/post/add/", typed(title="Störung bei Nordfunk", body="<p>Zwanzig Minuten.</p>")
    )
    post = Post.objects.get()
    desk = written.url
    assert (post.state, post.slug) == ("draft", "stoerung-bei-nordfunk")

    client.post(
        desk, typed(title="Störung bei Nordfunk", body="<p>Zwanzig Minuten.</p>", seen=1, press="review")
    )
    assert Post.objects.get().state == "in_review"

    client.post(desk, typed(title="Störung bei Nordfunk", body="<p>25 Minuten.</p>", seen=1, press="publish"))
    post = Post.objects.select_related("thread", "live").get()
    assert list(Post.objects.public(timezone.now())) == [post]
    assert post.thread.path.endswith("/stoerung-bei-nordfunk/")

    client.post(desk, typed(title="Neuer Titel", body="<p>30 Minuten.</p>", seen=2, slug=post.slug))
    post = Post.objects.select_related("thread", "live").get()
    assert (post.live.title, post.thread.title, post.slug) == (
        "Neuer Titel",
        "Neuer Titel",
        "stoerung-bei-nordfunk",
    )

    client.post(f"/admin/blog/post/{post.pk}/revisions/1/restore/")
    post = Post.objects.select_related("thread", "live").get()
    assert (post.live.number, post.live.body) == (4, "<p>Zwanzig Minuten.</p>")

    client.post(
        desk,
        typed(
            title="Störung bei Nordfunk",
            body="<p>Zwanzig Minuten.</p>",
            seen=4,
            slug=post.slug,
            press="withdraw",
        ),
    )
    post = Post.objects.select_related("thread").get()
    assert post.state == "withdrawn"
    assert post.thread.visible_until is not None
    assert post.revisions.count() == 4
