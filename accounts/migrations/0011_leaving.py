"""People can ask to be erased; what is needed for the seven days in which that can be undone."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0010_exports"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="leaving_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.CreateModel(
            name="Leaving",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "choice",
                    models.CharField(
                        choices=[("nameless", "nameless"), ("redact", "redact"), ("delete", "delete")],
                        max_length=8,
                    ),
                ),
                ("takes_name", models.BooleanField(default=False)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("asked", "The person asked for it outside of the site"),
                            ("law", "A court or an authority ordered it"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                        verbose_name="reason",
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                ("started_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="leavings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "deletion of an account",
                "verbose_name_plural": "deletions of accounts",
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at", None), ("undone_at", None)),
                        fields=["due_at"],
                        name="leaving_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)),
                        fields=("person",),
                        name="leaving_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("undone_at", None), ("started_at", None), _connector="OR"),
                        name="leaving_is_undone_before_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_at__gt", models.F("asked_at"))), name="leaving_waits"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("choice__in", ["nameless", "redact", "delete"])),
                        name="leaving_choice_is_known",
                    ),
                ],
            },
        ),
    ]
