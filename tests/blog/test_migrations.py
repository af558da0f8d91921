"""What migrations of this room do with the posts that are there."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from blog.models import Byline, Post
from comments.models import Thread
from tests.builders import a_person, a_post

pytestmark = pytest.mark.django_db
SEATS = ("blog", "0018_authors_are_hosts")


def seat_authors():
    """Do what the migration does, with the models as they were then."""
    migration = import_module("blog.migrations.0018_authors_are_hosts")
    migration.seat_authors(MigrationLoader(connection).project_state(SEATS).apps, None)


def hosts_of(post: Post) -> set[str]:
    return set(post.thread.hosts.values_list("username", flat=True))


def test_the_authors_of_earlier_posts_become_hosts_and_guests_and_translators_do_not(monkeypatch):
    monkeypatch.setattr(import_module("blog.migrations.0018_authors_are_hosts"), "BATCH", 2)
    posts = [a_post(author=a_person(name)) for name in ("Ada", "Ben", "Eva")]
    by_guest = a_post()
    posts[0].live.bylines.create(person=a_person("Mo"), role=Byline.Role.TRANSLATION, position=1)
    Thread.hosts.through.objects.all().delete()

    seat_authors()

    assert [hosts_of(post) for post in [*posts, by_guest]] == [{"Ada"}, {"Ben"}, {"Eva"}, set()]


def test_a_second_run_changes_nothing():
    post = a_post(author=a_person("Ada"))

    seat_authors()
    seat_authors()

    assert hosts_of(post) == {"Ada"}
