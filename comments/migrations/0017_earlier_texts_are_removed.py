from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0016_cases_with_reasons")]

    operations = [
        migrations.AddField(
            model_name="commentversion", name="removed_in", field=models.BigIntegerField(null=True)
        )
    ]
