"""A small site in which everything that readers must not see shares its shelf with what they may."""

import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from accounts.models import User
from blog.actions.posts import publish_post, unpublish_post, withdraw_post
from blog.models import Post, Series
from blog.rules.content import SourceEntry
from comments.rules.states import State
from tests.blog.processes import ROOT, environment
from tests.builders import EDITOR, NOW, a_category, a_comment, a_person, a_post, a_series, a_tag
from tests.locks import made_once

FAR = datetime(2199, 1, 1, tzinfo=UTC)  # a time that does not come while tests run


@dataclass(frozen=True)
class Shelf:
    """One category, tag, series, author and month with a public post, and beside it a secret of each kind."""

    post: Post
    author: User
    series: Series
    secrets: dict[str, Post] = field(default_factory=dict)

    @property
    def lists(self) -> list[str]:
        return [
            "/",
            "/category/outages/",
            "/tag/telephony/",
            "/series/a-year-of-waiting/",
            f"/author/{self.author.username}/",
            "/2026/",
            "/2026/03/",
        ]

    @property
    def feeds(self) -> list[str]:
        return ["/feed/", *(f"{address}feed/" for address in self.lists[1:5])]

    @property
    def pages(self) -> list[str]:
        return [*self.lists, self.post.get_absolute_url()]


@pytest.fixture
def shelf(db: None) -> Shelf:
    author = a_person("Mira")
    series = a_series("A year of waiting")
    shared = {
        "author": author,
        "category_id": a_category("Outages", description="What does not work, and since when.").pk,
        "tag_ids": (a_tag("Telephony").pk,),
        "series_id": series.pk,
        "body": "<p>The line was silent.</p>",
        "sources": (SourceEntry("mail", "by mail"), SourceEntry("document", "Log", "https://log.example/")),
    }
    post = a_post(title="The public one", slug="public", part=2, language="en", **shared)
    a_comment(thread=post.thread, body="Heard by all.")
    for state in (State.PENDING, State.REMOVED, State.SPAM, State.WITHDRAWN):
        a_comment(thread=post.thread, body=f"SECRET {state}", state=state)
    secrets = {}
    for part, name in enumerate(("draft", "scheduled", "withdrawn"), start=3):
        secret = a_post(title=f"SECRET {name}", lead="SECRET lead", slug=name, part=part, **shared)
        a_comment(thread=secret.thread, body=f"SECRET words under a {name} post")
        secrets[name] = secret
    later = NOW + timedelta(hours=1)
    unpublish_post(post=secrets["draft"], actor=EDITOR, now=later)
    publish_post(post=secrets["scheduled"], at=FAR, actor=EDITOR, now=later)
    withdraw_post(post=secrets["withdrawn"], actor=EDITOR, now=later)
    a_post(title="SECRET, never public", slug="never", at=FAR, **shared)
    post.refresh_from_db()
    return Shelf(post, author, series, secrets)


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a site without content, migrated once."""
    migrate = [sys.executable, "manage.py", "migrate", "-v0"]
    return made_once(
        tmp_path_factory,
        "empty",
        lambda data: subprocess.run(migrate, cwd=ROOT, env=environment(data), check=True),
    )


@pytest.fixture
def site(empty_site: Path, tmp_path: Path) -> dict[str, str]:
    """The environment of a site of its own, for processes that can be killed."""
    data = tmp_path / "data"
    shutil.copytree(empty_site, data)
    return environment(data)
