"""Names by which readers' programs know again what they have seen."""

import uuid


def comment_id(page: str, number: int) -> str:
    """Return the lasting id of a comment from that of its page and its number in the conversation.

    It hangs neither on an address nor on the host, and no move of either changes it.
    """
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{page}#c{number}").urn
