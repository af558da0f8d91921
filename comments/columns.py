"""Changing columns of tables that may be large, in migrations."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AddField, AlterField
from django.db.migrations.state import ProjectState
from django.db.models import Field, Model


class AddColumn(AddField):
    """`AddField` for a plain column that is null or whose default the database knows, without touching a row.

    SQLite can do that, but Django would copy the whole table: eleven minutes for a million comments. There
    the check that a number is not negative is left out, for SQLite would read the table and all its indexes
    to see that no row breaks it, and every row has the default.
    """

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        if schema_editor.connection.vendor != "sqlite":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        model = to_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            _add_plainly(schema_editor, model, model._meta.get_field(self.name))


def _add_plainly(editor: BaseDatabaseSchemaEditor, model: type[Model], field: Field) -> None:
    definition, values = editor.column_sql(model, field, include_default=True)
    names = {"table": editor.quote_name(model._meta.db_table), "column": editor.quote_name(str(field.column))}
    editor.execute(editor.sql_create_column % {**names, "definition": definition}, values or None)


class LeaveIndexToOthers(AlterField):
    """`AlterField` that takes `db_index` from a foreign key and changes nothing else.

    The index is looked for and dropped by its name, for on SQLite Django would copy the whole table.
    """

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        for name in _plain_indexes(schema_editor, model, model._meta.get_field(self.name)):
            schema_editor.execute(f"DROP INDEX {schema_editor.quote_name(name)}")

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            field = model._meta.get_field(self.name)
            schema_editor.execute(schema_editor._create_index_sql(model, fields=[field]))  # type: ignore[attr-defined]

    def describe(self) -> str:
        return f"Leave the index of {self.name} on {self.model_name} to others"


def _plain_indexes(editor: BaseDatabaseSchemaEditor, model: type[Model], field: Field) -> list[str]:
    """Return the names of indexes of this column alone and of all rows."""
    with editor.connection.cursor() as cursor:
        found = editor.connection.introspection.get_constraints(cursor, model._meta.db_table)
    named = {index.name for index in model._meta.indexes}
    return [
        name
        for name, each in found.items()
        if each["index"] and not each["unique"] and each["columns"] == [field.column] and name not in named
    ]
