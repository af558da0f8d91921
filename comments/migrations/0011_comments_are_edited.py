"""Comments may be edited; on a large table no row is written for it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from comments.columns import AddColumn


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0010_visits"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddColumn("comment", "revised", models.BooleanField(db_default=False, default=False)),
        AddColumn("comment", "text_number", models.PositiveSmallIntegerField(db_default=1, default=1)),
        migrations.AddField(
            model_name="commentversion",
            name="network_day",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="commentversion",
            name="network_hash",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="commentversion",
            name="public_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="commentversion",
            name="stays",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="commentversion",
            name="written_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="commentversion",
            index=models.Index(fields=["state", "written_at"], name="version_by_state"),
        ),
        migrations.AddIndex(
            model_name="commentversion",
            index=models.Index(fields=["written_by", "-written_at"], name="version_by_person"),
        ),
        migrations.AddIndex(
            model_name="logentry",
            index=models.Index(
                condition=models.Q(("from_state", "pending")), fields=["at"], name="log_of_waits"
            ),
        ),
        migrations.AddConstraint(
            model_name="commentversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "pending")),
                fields=("comment",),
                name="comment_has_one_waiting_edit",
            ),
        ),
    ]
