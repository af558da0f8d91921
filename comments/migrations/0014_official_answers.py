"""As what a comment was said, and who wrote the page. No row is written; see `0012_useful_and_picked`."""

from importlib import import_module

from django.conf import settings
from django.db import migrations, models

from comments.rules.offices import Office

AddColumn = import_module("comments.migrations.0012_useful_and_picked").AddColumn


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0013_notices"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddColumn(
            "comment",
            "office",
            models.CharField(
                max_length=10,
                choices=[(Office.EDITORS, "Editorial team"), (Office.AUTHOR, "Author of the post")],
                blank=True,
                db_default="",
            ),
        ),
        migrations.AddField(
            "thread", "hosts", models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
        ),
        migrations.AddIndex(
            "comment",
            models.Index(
                fields=["parent", "number"],
                condition=~models.Q(office=""),
                name="comment_official_answers",
            ),
        ),
    ]
