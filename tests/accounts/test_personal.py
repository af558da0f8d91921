"""Every column that speaks of a person is answered for: handed out, or kept back for a reason."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from accounts.models import User
from accounts.personal import Part, parts, register

# Columns of the kinds below that hold nothing about one person, and why.
OF_NOBODY = {
    "accounts.Community.name": "the name of the site",
    "auth.Group.name": "a role",
    "auth.Permission.name": "a right",
    "auth.Permission.codename": "a right",
    "blog.Category.description": "published by the house",
    "blog.Category.name": "published by the house",
    "blog.CheckedLink.address": "a page elsewhere",
    "blog.FormerFile.name": "a file of the library",
    "blog.Image.file": "a file of the library; who put it there is handed out",
    "blog.Page.body": "published by the house",
    "blog.Post.address_month": "a part of an address",
    "blog.Post.address_year": "a part of an address",
    "blog.PostIndex.key": "a post",
    "blog.PostWords.words": "words of a public post",
    "blog.Rendition.file": "a file of the library",
    "blog.Series.description": "published by the house",
    "blog.Series.name": "published by the house",
    "blog.SiteSettings.footer": "published by the house",
    "blog.SiteSettings.menu": "published by the house",
    "blog.Tag.description": "published by the house",
    "blog.Tag.name": "published by the house",
    "comments.CommentIndex.key": "a comment",
    "comments.Discussion.staffed_hours": "a rule of the house",
    "comments.NetworkKey.key": "the key of a day, destroyed after a week",
    "comments.Thread.removals": "counts",
    "comments.WatchList.domains": "a rule of the house",
    "comments.WatchList.words": "a rule of the house",
    "config.Beat.name": "a kind of work",
    "config.Limit.name": "the hash of what is counted",
    "config.Limit.value": "counts and times",
    "django_tasks_database.DBTaskResult.args_kwargs": "ids of rows, gone two weeks after the work",
    "django_tasks_database.DBTaskResult.backend_name": "a kind of work",
    "django_tasks_database.DBTaskResult.exception_class_path": "the kind of an error",
    "django_tasks_database.DBTaskResult.id": "the work",
    "django_tasks_database.DBTaskResult.queue_name": "a kind of work",
    "django_tasks_database.DBTaskResult.return_value": "nothing",
    "django_tasks_database.DBTaskResult.task_path": "a kind of work",
    "django_tasks_database.DBTaskResult.traceback": "places in the code",
    "django_tasks_database.DBTaskResult.worker_ids": "processes of the house",
}
TELLING = ("name", "mail", "network", "agent", "ip", "address", "hash", "key", "secret", "token", "guest")
TELLING_KINDS = (
    models.EmailField,
    models.FileField,
    models.GenericIPAddressField,
    models.JSONField,
    models.TextField,
    models.UUIDField,
    models.BinaryField,
)
IDS = ("actor_id", "author_id", "person_id", "reporter_id", "user_id")  # of people, without a foreign key


def _columns() -> Iterator[tuple[str, models.Field]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label == "tests":
            continue
        for field in [*model._meta.fields, *model._meta.many_to_many]:
            yield f"{model._meta.label}.{field.name}", field


def _speaks_of_people(field: models.Field) -> bool:
    words = field.name.lower().split("_")
    return (
        field.related_model is User
        or isinstance(field, TELLING_KINDS)
        or field.name in IDS
        or any(word.endswith(TELLING) for word in words)
    )


def _answered_for() -> set[str]:
    return {column for part in parts() for column in [*part.reaches, *part.withholds]}


def test_every_column_about_people_is_handed_out_or_kept_back_for_a_reason():
    speaking = {name for name, field in _columns() if _speaks_of_people(field)}

    missing = sorted(speaking - _answered_for() - set(OF_NOBODY))

    assert missing == [], "say in a part of `exported` what becomes of these (accounts/personal.py)"


def test_parts_name_only_columns_that_exist():
    assert sorted(_answered_for() - {name for name, _ in _columns()}) == []


def test_what_is_of_nobody_is_a_column_that_no_part_names():
    assert sorted(set(OF_NOBODY) - {name for name, _ in _columns()} | set(OF_NOBODY) & _answered_for()) == []


def test_no_column_is_both_handed_out_and_kept_back():
    handed_out = {column for part in parts() for column in part.reaches}
    kept_back = {column for part in parts() for column in part.withholds}

    assert sorted(handed_out & kept_back) == []


def test_two_parts_cannot_have_one_name():
    with pytest.raises(ValueError, match="profile"):
        register(Part(name="profile", title="", export=lambda person: iter(())))
