"""After how many hours moderators hear that something waits."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0026_news_that_waits")]

    operations = [
        migrations.AddField(
            model_name="discussion",
            name="alert_after_hours",
            field=models.PositiveSmallIntegerField(
                blank=True,
                db_default=24,
                default=24,
                help_text="Moderators get a mail, one a day at most, when something waits longer than this. Empty: never.",
                null=True,
                verbose_name="hours until moderators are written to",
            ),
        ),
    ]
