"""Visible names: what makes two of them the same to a reader's eye."""

import unicodedata

# Letters that a reader takes for each other. Only what is common in Latin script; the
# full table of Unicode Technical Standard 39 would refuse honest names in other scripts.
LOOK_ALIKES = str.maketrans(
    {
        "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "і": "i", "ј": "j", "ѕ": "s",
        "α": "a", "ο": "o", "ν": "v", "ρ": "p", "ι": "i",
        "0": "o", "1": "l", "|": "l", "ı": "i", "ł": "l", "ø": "o",
    }
)  # fmt: skip


def name_key(name: str) -> str:
    """Return the form under which a visible name must be unique: two names with one key look alike.

    Compatibility forms, case, accents, spaces, dots, dashes and look-alike letters make no difference;
    `i`, `l` and `I` are one letter because many fonts draw them so.
    """
    folded = unicodedata.normalize("NFKC", name).casefold().translate(LOOK_ALIKES)
    bare = "".join(c for c in unicodedata.normalize("NFKD", folded) if c.isalnum())
    return bare.translate(LOOK_ALIKES).replace("rn", "m").replace("i", "l")
