"""What a mail server or a delivery report says about an address (RFC 3463, RFC 3464)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message

_STATUS = re.compile(r"(?<![0-9.])([245]\.[0-9]{1,3}\.[0-9]{1,3})(?![0-9.])")
# Refusals that say nothing about the address: a full box, a mail that is too large, the way, our reputation.
_NOT_THE_ADDRESS = re.compile(r"5\.(2\.[2-4]|[34567]\.)")

# Our mails are short, and so is what comes back of them; twice as much of a hostile one takes far longer.
LARGEST = 200_000  # bytes of a report that are read
MOST_PARTS = 50


def refusal_of(code: int, words: bytes | str) -> str:
    """Return the status with which an address was refused for good, empty when it was not.

    `code` is that of SMTP, `words` what stood behind it, such as "5.1.1 User unknown".
    """
    if not 500 <= code <= 599:
        return ""
    text = words.decode("ascii", "replace") if isinstance(words, bytes) else words
    found = _STATUS.search(text[:500])
    return _if_dead(found[1] if found else str(code))


@dataclass(frozen=True)
class Bounce:
    """`message_id` is that of the mail that came back; `status` why, e.g. "5.1.1"."""

    message_id: str
    status: str


def read_bounce(source: bytes) -> Bounce | None:
    """Return what a delivery report says if it says that an address is dead; None for anything else.

    The address that it names is of no interest: anybody can write a report. The id of our mail is, which
    comes back with its head and which only its receiver knows.
    """
    try:
        message = message_from_bytes(source[:LARGEST], policy=policy.compat32)
        if message.get_content_type() != "multipart/report":
            return None
        parts = list(_parts(message))
        status = next((found for part in parts if (found := _status(part))), "")
        returned = next((found for part in parts if (found := _returned_id(part))), "")
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError):
        return None  # what nobody sends who means well
    return Bounce(returned, status) if status and returned else None


def _parts(message: Message) -> Iterator[Message]:
    payload = message.get_payload()
    parts = payload if isinstance(payload, list) else []
    yield from (part for part in parts[:MOST_PARTS] if isinstance(part, Message))


def _status(part: Message) -> str:
    """The status of the first recipient whose mail failed for good."""
    if part.get_content_type() != "message/delivery-status":
        return ""
    for group in _parts(part):
        action = str(group.get("Action", "")).strip().lower()
        found = _STATUS.search(str(group.get("Status", ""))[:50])
        if action == "failed" and found and (status := _if_dead(found[1])):
            return status
    return ""


def _returned_id(part: Message) -> str:
    """The id of the mail that came back, whole or its head only."""
    match part.get_content_type():
        case "message/rfc822":
            head = next(_parts(part), None)
        case "text/rfc822-headers":
            payload = part.get_payload(decode=True)
            head = message_from_bytes(payload) if isinstance(payload, bytes) else None
        case _:
            return ""
    return "" if head is None else str(head.get("Message-ID", "")).strip()[:500]


def _if_dead(status: str) -> str:
    return status if status.startswith("5") and not _NOT_THE_ADDRESS.match(status) else ""
