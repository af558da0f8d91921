"""The demonstration does not disturb a real site."""

from io import StringIO

import pytest
from django.core.management import call_command

from blog.models import Post
from tests.builders import a_post


@pytest.mark.django_db
def test_a_site_with_posts_of_its_own_is_left_alone() -> None:
    own = a_post()
    said = StringIO()

    call_command("demo", stdout=said)

    assert list(Post.objects.all()) == [own]
    assert "stays away" in said.getvalue()
