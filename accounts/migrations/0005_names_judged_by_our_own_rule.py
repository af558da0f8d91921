"""Judge names by `rules/names.py`: spaces are welcome, tricks are not. Changes no row and no column."""

from django.db import migrations, models

import accounts.models.user


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_delivery_subject_is_one_line")]

    operations = [
        migrations.AlterField(
            model_name="user",
            name="username",
            field=models.CharField(
                error_messages={"unique": "This name is taken."},
                max_length=40,
                unique=True,
                validators=[accounts.models.user.validate_name],
                verbose_name="visible name",
            ),
        ),
    ]
