"""What readers found useful and what editors picked; on a large table no row is written for it.

Of `Reaction` there is no row before this.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from comments.columns import AddColumn


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0011_comments_are_edited"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddColumn("comment", "picked_at", models.DateTimeField(null=True)),
        AddColumn("comment", "reaction_count", models.PositiveIntegerField(db_default=0)),
        AddColumn("comment", "usefulness", models.FloatField(db_default=0.0)),
        migrations.AddField(
            "reaction",
            "thread",
            models.ForeignKey(
                to="comments.thread",
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                db_index=False,
                default=0,
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            "reaction",
            "person",
            models.ForeignKey(
                to=settings.AUTH_USER_MODEL,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="reactions",
                null=True,
            ),
        ),
        migrations.AddIndex(
            "comment",
            models.Index(
                fields=["thread", "-usefulness", "path"],
                condition=models.Q(parent=None),
                name="comment_roots_by_usefulness",
            ),
        ),
        migrations.AddIndex(
            "comment",
            models.Index(
                fields=["thread", "path"],
                condition=models.Q(picked_at__isnull=False),
                name="comment_picks_by_path",
            ),
        ),
        migrations.AddIndex(
            "reaction", models.Index(fields=["person", "thread"], name="reaction_by_person_in_thread")
        ),
    ]
