"""Measures stand in the log, and in the inbox of the person they bind."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0009_measures"),
        ("comments", "0017_earlier_texts_are_removed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="inboxentry",
            name="measure",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="accounts.measure",
            ),
        ),
        migrations.AddField(
            model_name="logentry",
            name="person_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AlterField(
            model_name="inboxentry",
            name="comment",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="comments.comment",
            ),
        ),
        migrations.AddConstraint(
            model_name="inboxentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("comment__isnull", False), ("measure", None)),
                    models.Q(("comment", None), ("measure__isnull", False)),
                    _connector="OR",
                ),
                name="inbox_entry_is_about_one_thing",
            ),
        ),
    ]
