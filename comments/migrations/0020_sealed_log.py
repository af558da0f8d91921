"""Ranges of the log are sealed, and what is published of it is found by an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0019_comments_are_checked"),
    ]

    operations = [
        migrations.CreateModel(
            name="LogSeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(unique=True)),
                ("first_id", models.BigIntegerField()),
                ("last_id", models.BigIntegerField()),
                ("entries", models.PositiveIntegerField(default=0)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("noted_at", models.DateTimeField()),
                ("sealed_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.AddIndex(
            model_name="logentry",
            index=models.Index(
                condition=models.Q(
                    (
                        "move__in",
                        (
                            "approve",
                            "edit refused",
                            "person keep",
                            "person lift",
                            "person measure",
                            "remove",
                            "spam",
                        ),
                    )
                ),
                fields=["at"],
                name="log_of_decisions",
            ),
        ),
        migrations.AddConstraint(
            model_name="logseal",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_id__gte", models.F("first_id"))), name="seal_has_a_range"
            ),
        ),
        migrations.AddConstraint(
            model_name="logseal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("digest", ""), ("sealed_at", None)),
                    models.Q(("sealed_at__isnull", False), models.Q(("digest", ""), _negated=True)),
                    _connector="OR",
                ),
                name="seal_has_a_digest_when_sealed",
            ),
        ),
        migrations.AddConstraint(
            model_name="logseal",
            constraint=models.UniqueConstraint(
                models.Value(1), condition=models.Q(("sealed_at", None)), name="seal_only_one_is_open"
            ),
        ),
    ]
