"""How the table of an index is made, for migrations."""

from typing import Any

from django.db import migrations


class CreateIndex(migrations.CreateModel):
    """Make the table of an `Index`: a virtual one of FTS5 on SQLite, an ordinary one with GIN on PostgreSQL.

    Stems are letters and digits already, so FTS5 shall neither fold nor split them: its tokenizer `ascii`
    takes every letter beyond ASCII as it is. GIN collects new rows in a list that every search reads whole,
    so the list is kept short (kilobytes).
    """

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = to_state.apps.get_model(app_label, self.name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        table = schema_editor.quote_name(model._meta.db_table)
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(
                f"CREATE VIRTUAL TABLE {table} USING fts5(words, tokenize='ascii', columnsize=0)"
            )
            return
        super().database_forwards(app_label, schema_editor, from_state, to_state)
        schema_editor.execute(
            f"CREATE INDEX {model._meta.db_table}_words ON {table} "
            "USING gin (words) WITH (gin_pending_list_limit = 256)"
        )

    def describe(self) -> str:
        return f"Create index {self.name}"
