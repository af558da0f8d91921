"""What readers found useful and what editors picked; on a large table no row is written for it.

SQLite can add a column that has a default, but Django would copy the whole table, so its general way is taken
there as well. Of `Reaction` there is no row before this.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState


class AddColumn(migrations.AddField):
    """`AddField` for a column whose default the database knows: `ALTER TABLE … ADD COLUMN` everywhere."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        if self.allow_migrate_model(
            schema_editor.connection.alias, to_state.apps.get_model(app_label, self.model_name)
        ):
            model = from_state.apps.get_model(app_label, self.model_name)
            field = to_state.apps.get_model(app_label, self.model_name)._meta.get_field(self.name)
            BaseDatabaseSchemaEditor.add_field(schema_editor, model, field)


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0011_comments_are_edited"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddColumn("comment", "picked_at", models.DateTimeField(null=True)),
        AddColumn("comment", "reaction_count", models.PositiveIntegerField(db_default=0)),
        AddColumn("comment", "usefulness", models.FloatField(db_default=0.0)),
        migrations.AddField(
            "reaction",
            "thread",
            models.ForeignKey(
                to="comments.thread",
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                db_index=False,
                default=0,
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            "reaction",
            "person",
            models.ForeignKey(
                to=settings.AUTH_USER_MODEL,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="reactions",
                null=True,
            ),
        ),
        migrations.AddIndex(
            "comment",
            models.Index(
                fields=["thread", "-usefulness", "path"],
                condition=models.Q(parent=None),
                name="comment_roots_by_usefulness",
            ),
        ),
        migrations.AddIndex(
            "comment",
            models.Index(
                fields=["thread", "path"],
                condition=models.Q(picked_at__isnull=False),
                name="comment_picks_by_path",
            ),
        ),
        migrations.AddIndex(
            "reaction", models.Index(fields=["person", "thread"], name="reaction_by_person_in_thread")
        ),
    ]
