"""What a browser sends from the desk."""

from __future__ import annotations

from typing import Any


def rows(prefix: str, *filled: dict[str, Any]) -> dict[str, Any]:
    """A formset as it is sent: its management form and the rows."""
    sent: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": len(filled), f"{prefix}-INITIAL_FORMS": 0}
    for number, row in enumerate(filled):
        sent |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return sent


def typed(
    *,
    bylines: tuple[dict[str, Any], ...] | None = None,
    sources: tuple[dict[str, Any], ...] = (),
    **fields: Any,
) -> dict[str, Any]:
    """A whole form of a post; without `bylines`, a guest wrote it."""
    names = bylines if bylines is not None else ({"person": "", "guest": "Ada Quill", "role": "author"},)
    return {
        "title": "A title",
        "lead": "A lead.",
        "body": "<p>A text.</p>",
        "language": "de",
        "slug": "",
        "published_at": "",
        "category": "",
        "tags": "",
        "series": "",
        "part": "",
        "cover": "",
        "note": "",
        "press": "save",
        **rows("bylines", *names),
        **rows("sources", *sources),
        **fields,
    }
