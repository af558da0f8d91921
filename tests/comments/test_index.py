"""What a comment costs to write: no index says what another says already."""

import pytest
from django.db import connection

from comments.models import Comment

pytestmark = pytest.mark.django_db


def test_the_indexes_of_one_column_are_those_that_no_other_index_begins_with():
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, Comment._meta.db_table).values()

    alone = {each["columns"][0] for each in found if each["index"] and len(each["columns"]) == 1}
    begun = {each["columns"][0] for each in found if each["index"] and len(each["columns"]) > 1}
    assert "parent_id" in alone
    assert alone & (begun - {"parent_id"}) == set()  # that of answers is only of official ones
