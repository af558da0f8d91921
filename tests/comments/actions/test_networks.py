"""Keys of networks live a week."""

from datetime import timedelta

import pytest

from comments.actions.networks import destroy_old_network_keys
from comments.models import Comment, NetworkKey
from tests.builders import NOW, a_comment, a_thread

pytestmark = pytest.mark.django_db


def test_keys_are_destroyed_after_seven_days_and_the_hashes_with_them():
    thread = a_thread(visible_from=NOW - timedelta(days=30))
    old, kept = (a_comment(thread=thread, now=NOW - timedelta(days=age)) for age in (8, 7))

    destroyed = destroy_old_network_keys(now=NOW)

    assert destroyed == 1
    assert list(NetworkKey.objects.values_list("day", flat=True)) == [NOW.date() - timedelta(days=7)]
    assert Comment.objects.get(pk=old.pk).network_hash == ""
    assert Comment.objects.get(pk=kept.pk).network_hash == kept.network_hash != ""
