"""Each component in each state, for those who build the site (DEBUG only)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from blog.models import Byline, Category, Series, Source, Tag
from comments.rules.paging import page_row
from markup import SafeHTML, clean_post

WORDS = """
<p>Ein Absatz mit <a href="/">einem Verweis</a>, <em>Betonung</em>, <strong>Nachdruck</strong>,
<code>code</code>, <abbr title="Abkürzung">Abk.</abbr>, <del>Gestrichenem</del>, <ins>Ergänztem</ins>,
H<sub>2</sub>O und <q>Worten mit <q>Worten</q> darin</q>.</p>
<figure class="quote"><blockquote><p>Es war zu langsam.</p><p>Das tut uns leid.</p></blockquote>
<figcaption>Der Anbieter, Mitteilung vom Dienstag</figcaption></figure>
<figure class="quote" lang="en"><blockquote><p>It was too slow.</p></blockquote>
<figcaption lang="de">Derselbe, auf Englisch</figcaption></figure>
<blockquote><p>Ein Einschub ohne Sprecher.</p></blockquote>
<h2>Zwischentitel</h2><h3>Kleinerer</h3><h4>Kleinster</h4>
<ul><li>Punkt</li><li>Punkt<ul><li>Unterpunkt</li></ul></li></ul><ol><li>Erstens</li><li>Zweitens</li></ol>
<table><caption>Breiter als der Text</caption><thead><tr><th>Spalte eins</th><th>Spalte zwei</th><th>Spalte
drei</th><th>Spalte vier</th><th>Spalte fünf</th><th>Spalte sechs</th><th>Spalte sieben</th></tr></thead>
<tbody><tr><td>1</td><td>20</td><td>300</td><td>4000</td><td>50000</td>
<td>600000</td><td>7000000</td></tr></tbody></table>
<pre><code>eine Zeile, so lang, dass sie nicht ins Maß passt, sondern weitergeht</code></pre>
<hr>
<ol class="footnotes"><li id="fn-1">Eine Fußnote.</li></ol>
"""


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "blog/specimens.html",
        {
            "words": clean_post(WORDS),
            "stories": [
                _post("Ein Titel", lead="Ein Vorspann, der sagt, worum es geht."),
                _post("A headline in another language", language="en", comments=0),
                _post("Ohne Vorspann, ohne Rubrik, ohne Namen", category=False, people=False, comments=1),
                _post("Wortungetüm" * 18, lead="Zweihundert Zeichen ohne Leerraum."),
            ],
            "post": _post("Ein Beitrag mit allem", lead="Und mit einem Vorspann.", series=True),
            "pagers": [page_row(page, pages, lambda _: "#") for page, pages in ((1, 3), (6, 12), (12, 12))],
            "levels": ["info", "success", "warning", "error"],
        },
    )


def _rows(*rows: Any) -> SimpleNamespace:
    return SimpleNamespace(all=lambda: list(rows))


def _post(title: str, *, lead: str = "", language: str = "de", comments: int = 9, **parts: bool) -> Any:
    """What the templates ask of a post, without a database."""
    people = [Byline(guest="Ada Quill"), Byline(guest="Ole Lund", role=Byline.Role.TRANSLATION)]
    sources = [
        Source(kind=Source.Kind.MAIL, label="via Mail", accessed_on=date(2026, 3, 14)),
        Source(kind=Source.Kind.DOCUMENT, label="Protokoll", url="https://log.example/"),
    ]
    step = {
        "title": "Ein anderer Teil",
        "language": "de",
        "year": 2026,
        "month": 3,
        "slug": "teil",
        "part": 1,
    }
    text = SimpleNamespace(
        title=title,
        lead=lead,
        body=SafeHTML(),
        language=language,
        words=700,
        category=Category(name="Störungen", slug="stoerungen") if parts.get("category", True) else None,
        series=Series(name="Eine Reihe", slug="reihe") if parts.get("series") else None,
        part=2 if parts.get("series") else None,
        cover=None,
        tags=_rows(Tag(name="Telefonie", slug="telefonie")),
        bylines=_rows(*people) if parts.get("people", True) else _rows(),
        sources=_rows(*sources),
    )
    return SimpleNamespace(
        live=text,
        published_at=datetime(2026, 3, 14, 9, 26, tzinfo=UTC),
        thread=SimpleNamespace(public_count=comments),
        get_absolute_url="/2026/03/specimen/",
        part_before=step,
        part_after=step | {"part": 3},
    )
