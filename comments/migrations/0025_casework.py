"""Moderators share their work: claims, notes, second opinions, and decisions that can be undone."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0024_drafts_of_edits"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=2000)),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "note",
                "verbose_name_plural": "notes",
            },
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "comment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="claim",
                        serialize=False,
                        to="comments.comment",
                    ),
                ),
                ("until", models.DateTimeField()),
            ],
            options={
                "verbose_name": "claim",
                "verbose_name_plural": "claims",
            },
        ),
        migrations.CreateModel(
            name="Ruled",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entry_id", models.BigIntegerField()),
                ("was", models.CharField(max_length=12)),
                ("made", models.CharField(max_length=12)),
                ("text_number", models.PositiveSmallIntegerField()),
                ("before", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="Ruling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("move", models.CharField(max_length=20)),
                ("count", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "decision that can be undone",
                "verbose_name_plural": "decisions that can be undone",
            },
        ),
        migrations.CreateModel(
            name="SecondOpinion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question", models.TextField(blank=True, max_length=2000)),
                ("asked_at", models.DateTimeField()),
                ("opinion", models.CharField(blank=True, max_length=12)),
                ("words", models.TextField(blank=True, max_length=2000)),
                ("answered_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "second opinion",
                "verbose_name_plural": "second opinions",
            },
        ),
        migrations.AddField(
            model_name="casenote",
            name="comment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="comments.comment"
            ),
        ),
        migrations.AddField(
            model_name="casenote",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="case_notes",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="claims",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="ruled",
            name="comment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="comments.comment"
            ),
        ),
        migrations.AddField(
            model_name="ruling",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rulings",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="ruled",
            name="ruling",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="ruled", to="comments.ruling"
            ),
        ),
        migrations.AddField(
            model_name="secondopinion",
            name="answered_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="opinions_given",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="secondopinion",
            name="asked_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="opinions_asked",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="secondopinion",
            name="comment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="opinions", to="comments.comment"
            ),
        ),
        migrations.AddIndex(
            model_name="ruling",
            index=models.Index(fields=["at"], name="ruling_by_time"),
        ),
        migrations.AddConstraint(
            model_name="ruled",
            constraint=models.UniqueConstraint(fields=("ruling", "comment"), name="ruled_once"),
        ),
        migrations.AddIndex(
            model_name="secondopinion",
            index=models.Index(
                condition=models.Q(("closed_at", None)), fields=["asked_at", "id"], name="opinion_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="secondopinion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None)),
                fields=("comment",),
                name="opinion_one_question_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="secondopinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at", None), ("opinion", "")),
                    models.Q(
                        ("answered_at__isnull", False), ("opinion__in", ["approve", "remove", "spam", "hold"])
                    ),
                    _connector="OR",
                ),
                name="opinion_has_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="secondopinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answered_by", None),
                    ("asked_by", None),
                    models.Q(("answered_by", models.F("asked_by")), _negated=True),
                    _connector="OR",
                ),
                name="opinion_is_of_somebody_else",
            ),
        ),
    ]
