"""What is said of a comment to those who hear the page and do not see what stands beside it."""

from django.utils.translation import gettext as _


def label(number: int, name: str) -> str:
    """Return the name of a comment on the first level for those who hear the page."""
    return _("Comment %(number)d by %(name)s") % {"number": number, "name": name}


def label_of_answer(number: int, name: str, level: int, answered: str) -> str:
    """Return the name of an answer for those who hear the page.

    Lists are nested only so far, and what is heard between two comments is easily lost, so each says both.
    """
    facts = {"number": number, "name": name, "level": level, "answered": answered}
    return _("Comment %(number)d by %(name)s, level %(level)d, answer to %(answered)s") % facts


def about(number: int, name: str) -> str:
    """Return what completes "Useful" for those who hear it apart from its comment."""
    return _(": #%(number)d by %(name)s") % {"number": number, "name": name}


def to_whom(number: int, name: str) -> str:
    """Return what completes "Reply" for those who hear it apart from its comment."""
    return _("to #%(number)d by %(name)s") % {"number": number, "name": name}
