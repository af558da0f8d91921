"""What somebody typed to sign in, in one spelling, so that limits cannot be dodged by another one."""

import unicodedata


def login_key(typed: str) -> str:
    """Return one form for all spellings of a name or a mail address: width, case and spaces do not count."""
    return "".join(unicodedata.normalize("NFKC", typed).casefold().split())
