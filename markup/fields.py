"""A column that takes sanitised HTML and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from markup.safe import SafeHTML, vouch

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    _TextField = models.TextField[SafeHTML, SafeHTML]
else:
    _TextField = models.TextField


class SafeHTMLField(_TextField):
    """Stores `SafeHTML` and gives it back as such, so that templates print it unescaped.

    Saving any other text raises TypeError, by whatever way it comes: `save`, `create`, `update`,
    `bulk_create`. Only the empty text needs nobody to vouch for it. Comparing the column with plain text in a
    query is free.
    """

    def get_default(self) -> Any:
        """Return the default; an empty one is safe."""
        return self._trusted(super().get_default())

    def from_db_value(self, value: str | None, *context: Any) -> SafeHTML | None:
        """Trust the database: nothing else than `SafeHTML` got in."""
        return None if value is None else vouch(value)

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        """Refuse text that nobody sanitised."""
        return super().get_db_prep_save(self._trusted(value), connection)

    def _trusted(self, value: Any) -> Any:
        if value == "":
            return vouch("")
        if isinstance(value, str) and not isinstance(value, SafeHTML):
            raise TypeError(
                f"{self.name} takes SafeHTML, not {type(value).__name__}: "
                "pass the text through markup.render_comment or markup.clean_post first"
            )
        return value
