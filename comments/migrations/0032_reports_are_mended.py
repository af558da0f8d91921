from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("comments", "0031_words_are_redacted")]

    operations = [
        migrations.RemoveConstraint("report", "report_outcome_is_known"),
        migrations.AddConstraint(
            "report",
            models.CheckConstraint(
                condition=Q(outcome__in=["", "upheld", "mended", "dismissed", "lapsed", "reversed"]),
                name="report_outcome_is_known",
            ),
        ),
    ]
