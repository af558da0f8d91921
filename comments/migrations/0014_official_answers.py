"""As what a comment was said, and who wrote the page. No row is written."""

from django.conf import settings
from django.db import migrations, models

from comments.columns import AddColumn
from comments.rules.offices import Office


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
