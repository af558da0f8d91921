"""An index for the list of all comments; the one for waiting comments served no query that is made."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0005_roots_by_path")]

    operations = [
        migrations.RemoveIndex(model_name="comment", name="comment_waiting_by_age"),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["posted_at", "id"], name="comment_by_time"),
        ),
    ]
