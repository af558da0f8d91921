"""What moderators decide about a person."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import accounts.rules.measures


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_mails_written_late"),
    ]

    operations = [
        migrations.CreateModel(
            name="Measure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (accounts.rules.measures.Sanction["WARN"], "warning"),
                            (accounts.rules.measures.Sanction["HOLD"], "everything is read first"),
                            (accounts.rules.measures.Sanction["SILENCE"], "silence"),
                            (accounts.rules.measures.Sanction["BAN"], "ban"),
                        ],
                        max_length=8,
                        verbose_name="measure",
                    ),
                ),
                ("ground", models.CharField(max_length=40, verbose_name="ground")),
                ("words", models.TextField(blank=True, max_length=1000, verbose_name="reason in words")),
                ("occasion", models.BigIntegerField(null=True)),
                ("starts_at", models.DateTimeField(verbose_name="since")),
                ("ends_at", models.DateTimeField(null=True, verbose_name="until")),
                ("lifted_at", models.DateTimeField(null=True, verbose_name="lifted")),
                ("seen_at", models.DateTimeField(null=True)),
                ("appeal", models.TextField(blank=True, max_length=4000)),
                ("appealed_at", models.DateTimeField(null=True)),
                ("answer", models.TextField(blank=True, max_length=4000)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="lifted by",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="measures",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "measure",
                "verbose_name_plural": "measures",
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered_at", None), ("appealed_at__isnull", False)),
                        fields=["appealed_at"],
                        name="measure_appealed",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["warn", "hold", "silence", "ban"])),
                        name="measure_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at", None), ("ends_at__gt", models.F("starts_at")), _connector="OR"
                        ),
                        name="measure_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", accounts.rules.measures.Sanction["SILENCE"]), _negated=True),
                            ("ends_at__isnull", False),
                            _connector="OR",
                        ),
                        name="measure_silence_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", accounts.rules.measures.Sanction["WARN"]), _negated=True),
                            ("ends_at", None),
                            _connector="OR",
                        ),
                        name="measure_warning_is_said_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lifted_by", None), ("lifted_at__isnull", False), _connector="OR"
                        ),
                        name="measure_lifted_has_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at", None), ("appealed_at__isnull", False), _connector="OR"
                        ),
                        name="measure_answer_follows_an_appeal",
                    ),
                ],
            },
        ),
    ]
