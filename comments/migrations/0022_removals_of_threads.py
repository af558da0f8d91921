"""Each conversation knows how many of its comments were removed, and why."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0021_sweeps"),
    ]

    operations = [
        migrations.AddField(
            model_name="thread",
            name="removals",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
