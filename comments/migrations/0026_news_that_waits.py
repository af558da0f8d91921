"""News of what can still be undone waits."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0025_casework")]

    operations = [
        migrations.AddField(
            model_name="untold",
            name="held_until",
            field=models.DateTimeField(null=True),
        ),
    ]
