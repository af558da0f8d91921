"""An index in which pages of first-level comments can be counted without touching the comments."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0004_network_keys")]

    operations = [
        migrations.RemoveIndex(model_name="comment", name="comment_roots"),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("parent", None)),
                fields=["thread", "parent", "path", "state", "public_below"],
                name="comment_roots_by_path",
            ),
        ),
    ]
