"""What the checks find is stored, what they compare is indexed, what they know has tables."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0018_measures_are_logged_and_told"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Lesson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text_number", models.PositiveSmallIntegerField()),
                ("language", models.CharField(max_length=5)),
                ("is_spam", models.BooleanField()),
                ("marks_version", models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="MarkCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("language", models.CharField(max_length=5)),
                ("mark", models.BigIntegerField()),
                ("spam", models.PositiveIntegerField(default=0)),
                ("honest", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="WatchList",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="words")),
                ("domains", models.TextField(blank=True, verbose_name="domains")),
                ("version", models.BigIntegerField(default=0)),
            ],
            options={
                "verbose_name": "watch list",
                "verbose_name_plural": "watch list",
            },
        ),
        migrations.AddField(
            model_name="comment",
            name="text_key",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="commentversion",
            name="evidence",
            field=models.JSONField(default=list),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("text_key__isnull", False)),
                fields=["text_key", "posted_at"],
                name="comment_by_what_it_says",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("network_hash", ""), _negated=True),
                fields=["network_hash", "posted_at"],
                name="comment_by_network",
            ),
        ),
        migrations.AddField(
            model_name="lesson",
            name="comment",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="comments.comment"
            ),
        ),
        migrations.AddConstraint(
            model_name="markcount",
            constraint=models.UniqueConstraint(
                fields=("language", "mark"), name="mark_is_counted_once_per_language"
            ),
        ),
        migrations.AddConstraint(
            model_name="watchlist",
            constraint=models.CheckConstraint(condition=models.Q(("pk", 1)), name="watch_list_is_one_row"),
        ),
    ]
