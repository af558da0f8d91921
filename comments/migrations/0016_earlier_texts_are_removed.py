from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comments", "0015_reactions_are_shown")]

    operations = [
        migrations.AddField(
            model_name="commentversion", name="removed_in", field=models.BigIntegerField(null=True)
        )
    ]
