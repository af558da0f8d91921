"""PostgreSQL sorts text by the rules of a language; a path is sorted by its bytes, as SQLite does anyway."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def by_bytes(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute('ALTER TABLE comments_comment ALTER COLUMN path TYPE varchar(500) COLLATE "C"')


def by_language(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            'ALTER TABLE comments_comment ALTER COLUMN path TYPE varchar(500) COLLATE "default"'
        )


class Migration(migrations.Migration):
    dependencies = [("comments", "0002_comment_has_number_and_path")]

    operations = [migrations.RunPython(by_bytes, by_language)]
