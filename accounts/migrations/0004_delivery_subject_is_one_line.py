"""Let the database refuse a subject that could add heads to a mail."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_role_changes")]

    operations = [
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("subject__contains", "\n"), _negated=True),
                    models.Q(("subject__contains", "\r"), _negated=True),
                ),
                name="delivery_subject_is_one_line",
            ),
        ),
    ]
