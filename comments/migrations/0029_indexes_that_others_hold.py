"""Foreign keys whose column another index begins with have none of their own: a comment writes three less."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from comments.columns import LeaveIndexToOthers


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0028_undone_decisions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        LeaveIndexToOthers(
            model_name="comment",
            name="author",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="comments",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        LeaveIndexToOthers(
            model_name="comment",
            name="root",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="comments.comment",
            ),
        ),
        LeaveIndexToOthers(
            model_name="comment",
            name="thread",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="comments",
                to="comments.thread",
            ),
        ),
        LeaveIndexToOthers(
            model_name="commentversion",
            name="comment",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="versions",
                to="comments.comment",
            ),
        ),
        LeaveIndexToOthers(
            model_name="draft",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="drafts",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        LeaveIndexToOthers(
            model_name="follow",
            name="thread",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="follows",
                to="comments.thread",
            ),
        ),
        LeaveIndexToOthers(
            model_name="inboxentry",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="inbox",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        LeaveIndexToOthers(
            model_name="mention",
            name="comment",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="mentions",
                to="comments.comment",
            ),
        ),
        LeaveIndexToOthers(
            model_name="reaction",
            name="comment",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reactions",
                to="comments.comment",
            ),
        ),
        LeaveIndexToOthers(
            model_name="reaction",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="reactions",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        LeaveIndexToOthers(
            model_name="visit",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="visits",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
