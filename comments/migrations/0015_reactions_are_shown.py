"""When the pages of a conversation last got a new name for a reaction; no row is written."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0014_official_answers")]

    operations = [migrations.AddField("thread", "reactions_shown_at", models.DateTimeField(null=True))]
