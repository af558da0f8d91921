import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0023_count_removals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint("draft", "draft_once_below_a_thread"),
        migrations.AddField(
            "draft",
            "edited",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="drafts_of_edits",
                to="comments.comment",
            ),
        ),
        migrations.AddField("draft", "seen_text", models.PositiveSmallIntegerField(null=True)),
        migrations.AddConstraint(
            "draft",
            models.UniqueConstraint(
                fields=["person", "thread"],
                condition=Q(parent=None, edited=None),
                name="draft_once_below_a_thread",
            ),
        ),
        migrations.AddConstraint(
            "draft",
            models.UniqueConstraint(
                fields=["person", "edited"],
                condition=Q(edited__isnull=False),
                name="draft_once_of_an_edit",
            ),
        ),
        migrations.AddConstraint(
            "draft",
            models.CheckConstraint(condition=Q(parent=None) | Q(edited=None), name="draft_is_new_or_an_edit"),
        ),
    ]
