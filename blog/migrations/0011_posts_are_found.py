import django.db.models.deletion
from django.db import migrations, models

import search.index
from search.tables import CreateIndex


class Migration(migrations.Migration):
    """The index is empty then: `manage.py reindex` fills it with what is there already."""

    dependencies = [("blog", "0010_merged_tags_and_categories")]

    operations = [
        CreateIndex(
            name="PostIndex",
            fields=[
                ("key", models.BigIntegerField(db_column="rowid", primary_key=True, serialize=False)),
                ("words", search.index.StemsField()),
            ],
            options={"abstract": False, "default_permissions": ()},
        ),
        migrations.CreateModel(
            name="PostWords",
            fields=[
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="blog.post",
                    ),
                ),
                ("words", models.TextField()),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("spelled", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("written", models.CharField(max_length=40)),
                ("head", models.CharField(max_length=3)),
                ("tail", models.CharField(max_length=3)),
                ("length", models.PositiveSmallIntegerField()),
                ("posts", models.IntegerField()),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["head", "length"], name="word_by_head"),
                    models.Index(fields=["tail", "length"], name="word_by_tail"),
                ],
            },
        ),
    ]
