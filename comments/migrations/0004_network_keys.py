"""Random keys, one a day, under which networks are hashed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0003_path_in_byte_order")]

    operations = [
        migrations.CreateModel(
            name="NetworkKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(unique=True)),
                ("key", models.BinaryField()),
            ],
            options={"verbose_name": "key of a day", "verbose_name_plural": "keys of days"},
        ),
    ]
