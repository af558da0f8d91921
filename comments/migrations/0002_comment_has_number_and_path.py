"""A comment gets its number and path when it is stored, so neither may be missing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0001_initial")]

    operations = [
        migrations.AlterField(model_name="comment", name="number", field=models.PositiveIntegerField()),
        migrations.AlterField(model_name="comment", name="path", field=models.CharField(max_length=500)),
    ]
