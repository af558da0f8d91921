from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("blog", "0016_no_renditions_as_cards")]

    operations = [
        migrations.AlterField(
            model_name="image",
            name="uploaded_at",
            field=models.DateTimeField(editable=False, verbose_name="uploaded"),
        ),
    ]
