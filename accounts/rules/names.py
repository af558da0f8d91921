"""Visible names: which ones are taken, and what makes two of them the same to a reader's eye (A2)."""

import unicodedata
from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SHORTEST, LONGEST = 2, 40
REST_BETWEEN_CHANGES = timedelta(days=30)

# Letters that a reader takes for each other. Only what is common in Latin script; the
# full table of Unicode Technical Standard 39 would refuse honest names in other scripts.
LOOK_ALIKES = str.maketrans(
    {
        "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "і": "i", "ј": "j", "ѕ": "s",
        "α": "a", "ο": "o", "ν": "v", "ρ": "p", "ι": "i",
        "к": "k", "м": "m", "т": "t", "н": "h", "в": "b", "һ": "h", "ԁ": "d", "ԛ": "q", "ԝ": "w", "ɡ": "g",
        "κ": "k", "τ": "t", "υ": "u", "η": "n", "ε": "e", "μ": "u",
        "0": "o", "1": "l", "|": "l", "!": "l", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss",
    }
)  # fmt: skip

# Digits and signs that people write for letters when the word itself is refused: "4dm1n", "$upport".
LEET = str.maketrans({"3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s", "€": "e"})

# Words that speak for the house. A name is refused when it *is* one of them or has one as a whole word,
# also with a number behind: "Redaktion", "Admin 2", "Das Moderationsteam".
HOUSE_WORDS = (
    "admin", "administrator", "administratorin", "administration", "sysadmin", "webadmin", "root",
    "superuser", "redaktion", "redaktor", "redakteur", "redakteurin", "chefredakteur",
    "chefredakteurin", "chefredaktion", "redaktionsteam", "editor", "editors", "editorial",
    "editorinchief", "chiefeditor", "newsroom", "moderation", "moderator", "moderatorin", "moderatoren",
    "moderators", "moderationsteam", "mod", "mods", "support", "supportteam", "helpdesk", "hilfe",
    "kundendienst", "kundenservice", "service", "serviceteam", "official", "offiziell", "staff", "team",
    "mitarbeiter", "mitarbeiterin", "personal", "verwaltung", "webmaster", "postmaster", "hostmaster",
    "abuse", "security", "sicherheit", "noreply", "mailerdaemon", "system", "bot", "impressum",
    "datenschutz", "betreiber", "inhaber", "herausgeber", "publisher", "resonanz", "anonym",
    "anonymous", "gast", "guest", "niemand", "nobody", "null", "undefined", "none", "deleted",
    "geloescht", "gelöscht", "deleteduser", "geloeschtesmitglied", "unbekannt", "unknown",
)  # fmt: skip
# Words that may stand inside of an honest name ("Tim Gast", "Service Nowak"): refused only as the whole name.
ONLY_ALONE = frozenset(
    {
        "bot", "gast", "guest", "hilfe", "mod", "mods", "none", "null", "personal", "root", "service",
        "system", "team", "unknown", "unbekannt", "niemand", "nobody", "security", "sicherheit", "editor",
        "publisher", "anonym", "anonymous", "betreiber", "inhaber", "herausgeber", "undefined",
    }
)  # fmt: skip


def name_key(name: str) -> str:
    """Return the form under which a visible name must be unique: two names with one key look alike.

    Compatibility forms, case, accents, spaces, dots, dashes and look-alike letters make no difference;
    `i`, `l` and `I` are one letter because many fonts draw them so.
    """
    folded = unicodedata.normalize("NFKC", name).casefold().translate(LOOK_ALIKES)
    bare = "".join(c for c in unicodedata.normalize("NFKD", folded) if c.isalnum())
    return bare.translate(LOOK_ALIKES).replace("rn", "m").replace("vv", "w").replace("i", "l")


def tidy(name: str) -> str:
    """Return the name in the composed form (NFC), which is how it is stored."""
    return unicodedata.normalize("NFC", name)


def objection(name: str, house: str = "") -> Promise | None:
    """Return why a name cannot be taken by anybody, in plain words, or None. Wants a tidy name.

    `house` is the name of the site.
    """
    if words := next((words for fails, words in _OBJECTIONS if fails(name)), None):
        return words
    return _FOR_THE_HOUSE if speaks_for_the_house(name, house) else None


def speaks_for_the_house(name: str, house: str = "") -> bool:
    """Whether a name looks like staff or system, also in look-alike spelling ("Adm1n", "Rедaktion").

    `house` is the name of the site, which nobody may carry either.
    """
    if _house_key(name) in _HOUSE_KEYS or (house and _house_key(name) == _house_key(house)):
        return True
    words = [_house_key(word).strip("0123456789ol") for word in _words(name)]
    whole = [_house_key(word) for word in _words(name)]
    return bool(_WORD_KEYS & {*whole, *words}) or _house_key(name).rstrip("0123456789ol") in _WORD_KEYS


def may_change_at(last_change: datetime | None) -> datetime | None:
    """Return from when on a name may be changed again, or None when it was never changed."""
    return last_change + REST_BETWEEN_CHANGES if last_change else None


_LETTERS = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Nd"})


def _unseen(c: str) -> bool:
    """Control, format (zero width, bidirectional), private and unassigned characters, fillers, odd spaces."""
    return unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} or (
        c in "\u115f\u1160\u3164\uffa0\u034f\u2800" or (c.isspace() and c != " ")
    )


def _too_many_marks(name: str) -> bool:
    """Whether more than two marks stand on one letter: such a name paints over the lines around it."""
    run = 0
    for c in unicodedata.normalize("NFD", name):
        run = run + 1 if unicodedata.category(c) in {"Mn", "Me"} else 0
        if run > 2:
            return True
    return False


def _words(name: str) -> list[str]:
    return "".join(
        c if c.isalnum() or c in "@$€|!" else " " for c in unicodedata.normalize("NFC", name)
    ).split()


def _house_key(text: str) -> str:
    spelled = unicodedata.normalize("NFKC", text).casefold().translate(LEET)
    return name_key(spelled.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue"))


def _has_unseen(name: str) -> bool:
    return "  " in name or any(map(_unseen, name))


def _has_other_signs(name: str) -> bool:
    return any(unicodedata.category(c) not in _LETTERS and c not in " .-_'’·" for c in name)


def _has_no_letters(name: str) -> bool:
    return len(name_key(name)) < SHORTEST or not any(c.isalpha() for c in name)


_HOUSE_KEYS = frozenset(_house_key(word) for word in HOUSE_WORDS)
_WORD_KEYS = frozenset(_house_key(word) for word in HOUSE_WORDS if word not in ONLY_ALONE)

_OBJECTIONS: tuple[tuple[Callable[[str], bool], Promise], ...] = (
    (lambda name: name != name.strip(), _("A name cannot begin or end with a space.")),
    (lambda name: not SHORTEST <= len(name) <= LONGEST, _("A name has between 2 and 40 characters.")),
    (
        _has_unseen,
        _("The name contains characters that cannot be seen or that change what stands beside it."),
    ),
    (_has_other_signs, _("A name can contain letters, digits, spaces, and . - _ '")),
    (_has_no_letters, _("A name needs at least two letters or digits, and one of them is a letter.")),
    (_too_many_marks, _("The name carries too many accents to be read.")),
)
_FOR_THE_HOUSE = _("This name looks as if it spoke for the site.")
