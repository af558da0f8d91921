"""Decisions that were undone are counted in the open, so the index of what is counted holds them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0027_alerts")]

    operations = [
        migrations.RemoveIndex(
            model_name="logentry",
            name="log_of_decisions",
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
                            "undo",
                        ),
                    )
                ),
                fields=["at"],
                name="log_of_decisions",
            ),
        ),
    ]
