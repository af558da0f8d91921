from django.db import migrations, models
from django.db.models import Q

SINCE = (
    "approve", "edit refused", "person keep", "person lift", "person measure", "redact", "remove", "spam",
    "text removed", "text restored", "undo",
)  # fmt: skip
MEASURES = ("removed", "spam", "hidden", "edit", "text", "redacted")


class Migration(migrations.Migration):
    dependencies = [("comments", "0030_conversations_have_terms")]

    operations = [
        migrations.RemoveIndex("logentry", "log_of_decisions"),
        migrations.AddIndex(
            "logentry",
            models.Index(fields=["at"], condition=Q(move__in=SINCE), name="log_of_decisions"),
        ),
        migrations.AlterField(
            "case",
            "measure",
            models.CharField(max_length=12, choices=[(measure, measure) for measure in MEASURES]),
        ),
    ]
