"""Write the groups that are roles."""

from django.db import migrations

GROUPS = ("moderator", "editor", "editor in chief")


def write_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for name in GROUPS:
        Group.objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(write_groups, migrations.RunPython.noop)]
