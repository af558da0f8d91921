from django.db import migrations, models

import search.index
from search.tables import CreateIndex


class Migration(migrations.Migration):
    """The index is empty then: `manage.py reindex` fills it with what is there already."""

    dependencies = [("comments", "0006_comments_by_time")]

    operations = [
        CreateIndex(
            name="CommentIndex",
            fields=[
                ("key", models.BigIntegerField(db_column="rowid", primary_key=True, serialize=False)),
                ("words", search.index.StemsField()),
            ],
            options={"abstract": False, "default_permissions": ()},
        ),
    ]
