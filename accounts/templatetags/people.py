"""How people are shown."""

from functools import lru_cache

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from accounts import gate
from accounts.models import User
from accounts.rules.browsers import described
from accounts.rules.pictures import figure

register = template.Library()


@register.simple_tag
def avatar(person: User | None) -> SafeString:
    """The picture of a person, or the figure drawn for them; for nobody, a grey one.

    It says nothing that the name beside it does not say, so screen readers skip it.
    """
    return face(person.pk, person.picture.name or "") if person is not None else face(None, "")


@lru_cache(maxsize=4096)
def face(person_id: int | None, picture: str) -> SafeString:
    """The same for somebody who is not loaded; `picture` is the name of the file, or empty."""
    if not picture:
        return drawn("" if person_id is None else str(person_id))
    address = User._meta.get_field("picture").storage.url(picture)
    return format_html('<img class="avatar" src="{}" alt="" width="32" height="32" loading="lazy">', address)


def drawn(seed: str) -> SafeString:
    """The figure of a seed as an inline drawing: presentation attributes only, no style, no id."""
    shape = figure(seed)
    turn = format_html(' transform="rotate({} 4 4)"', shape.turn) if shape.turn else ""
    return format_html(
        '<svg class="avatar" viewBox="0 0 8 8" aria-hidden="true"><path fill="{}" d="M0 0h8v8H0z"/>'
        '<path fill="{}" d="{}"{}/></svg>',
        shape.ground,
        shape.ink,
        shape.shape,
        turn,
    )


@register.simple_tag
def why_sign_in(address: str | None) -> str | Promise:
    """Why somebody has to sign in before the page at `address`; empty where there is nothing to say."""
    return gate.why_sign_in(address or "")


@register.simple_tag
def browser(user_agent: str) -> str:
    """A browser and a system in words that people know, e.g. "Firefox, Linux"."""
    return described(user_agent) or gettext("unknown program")
