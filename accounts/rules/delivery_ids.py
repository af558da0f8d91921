"""The id that a mail carries: what comes back with it was really sent by us."""

import re

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

_ID = re.compile(r"<delivery-([0-9]{1,18})-([0-9a-f]{24})@[^<>@\s]{1,253}>")


def message_id(delivery: int) -> str:
    """Return the Message-ID of the mail of this row; nobody who has not got the mail can tell it."""
    return f"<delivery-{delivery}-{_proof(delivery)}@{settings.SITE_HOST}>"


def delivery_of(message_id: str) -> int | None:
    """Return the row of a Message-ID that we gave, None for any other."""
    found = _ID.fullmatch(message_id.strip())
    if found and constant_time_compare(found[2], _proof(int(found[1]))):
        return int(found[1])
    return None


def _proof(delivery: int) -> str:
    return salted_hmac("accounts.delivery", str(delivery), algorithm="sha256").hexdigest()[:24]
