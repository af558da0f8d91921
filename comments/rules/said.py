"""A comment as readers get it: a value without what they must not have."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from markup import SafeHTML


@dataclass(slots=True)
class Said:
    """What was said, and by whom. `name` is empty where the account is gone, `picture` without one.

    `is_member`: the author has an account with a page. `revised`: readers may read an earlier text.
    `office`: as what it was said officially, or empty.
    """

    id: int
    number: int
    parent_id: int | None
    html: SafeHTML
    language: str
    posted_at: datetime
    edited_at: datetime | None
    submission: UUID | None
    author_id: int | None
    name: str
    picture: str = ""
    is_member: bool = False
    revised: bool = False
    office: str = ""

    @property
    def speaker(self) -> str:
        """Who said it: a member, a guest, or somebody whose account is gone."""
        return self.name or gettext("former member")
