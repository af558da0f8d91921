"""The kinds of comments: which markup each has, rendered once with blanks for what differs within a kind."""

from functools import lru_cache
from typing import NamedTuple

from django.template.loader import render_to_string

from comments.addresses import STAND_IN, address_with
from comments.views import spoken
from markup import Mould, blank

TEMPLATE = "comments/comment.html"
BLANKS = (
    "answered", "answered_id", "badge", "closes", "edited_when", "face", "fold", "here", "head", "html", "id",
    "iso", "language", "more", "name", "next_new", "number", "official_number", "problem", "reactions", "seq",
    "submission", "token", "tombstone", "under", "waits", "when",
    "words",
)  # fmt: skip
LEVEL = STAND_IN + 1  # stands for the level of a comment


class Kind(NamedTuple):
    """All that decides which markup a comment has; the template asks for each under its name."""

    tombstone: bool = False
    waits: bool = False
    own: bool = False
    fresh: bool = False
    member: bool = False
    badge: bool = False
    answer: bool = False
    away: bool = False
    placed: bool = False
    foreign: bool = False
    to_reader: bool = False
    new: bool = False
    leads: bool = False
    may_answer: bool = False
    in_place: bool = False
    may_moderate: bool = False
    opens: bool = False
    nests: bool = False
    below: bool = False
    edited: bool = False
    revised: bool = False
    edit_waits: bool = False
    may_edit: bool = False
    liked: bool = False
    may_react: bool = False
    reacted: bool = False
    refused: bool = False
    fold: bool = False
    deeper: bool = False
    muted: bool = False
    official: bool = False
    officially_answered: bool = False
    picked: bool = False
    may_mute: bool = False
    may_pick: bool = False
    may_pin: bool = False
    pinned: bool = False


@lru_cache(maxsize=512)
def mould_for(part: str, language: str, kind: Kind) -> Mould:
    """Return the markup of one kind in a language, which is the one spoken now."""
    addresses = {
        "answered": _address("comments:permalink", "answered_id"),
        "compose": _address("comments:compose", "thread"),
        "edit": _address("comments:edit", "id"),
        "history": _address("comments:history", "id"),
        "member": _address("comments:member", "profile"),
        "mute": _address("accounts:mute", "profile"),
        "muted": _address("comments:muted", "id"),
        "official": _address("comments:permalink", "official_id"),
        "permalink": _address("comments:permalink", "id"),
        "react": _address("comments:react", "id"),
        "pick": _address("comments:pick", "id"),
        "unpick": _address("comments:unpick", "id"),
        "pin": _address("comments:pin", "id"),
        "unpin": _address("comments:unpin", "id"),
        "redact": _address("comments:redact", "id"),
        "report": _address("comments:report", "id"),
        "status": _address("comments:status", "id"),
        "versions": _address("comments:versions", "id"),
        "withdraw": _address("comments:withdraw", "id"),
    }
    blanks = {name: blank(name) for name in BLANKS} | _sentences(kind)
    context = {"kind": kind, "blank": blanks, "address": addresses}
    return Mould(render_to_string(f"{TEMPLATE}#{part}", context))


def _address(view: str, name: str) -> str:
    return address_with(view, blank(name))


def _sentences(kind: Kind) -> dict[str, str]:
    """What is said of a comment for those who hear the page, with blanks for its number and name."""
    name = blank("name")
    said = {"about": spoken.about(STAND_IN, name), "to_whom": spoken.to_whom(STAND_IN, name)}
    if kind.below:
        said["spoken"] = spoken.label_of_answer(STAND_IN, name, LEVEL, f"#{blank('parent')}")
    else:
        said["spoken"] = spoken.label(STAND_IN, name)
    stand_ins = ((STAND_IN, "number"), (LEVEL, "level"))
    for number, its_blank in stand_ins:
        said = {key: text.replace(str(number), blank(its_blank)) for key, text in said.items()}
    return said
