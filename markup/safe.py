"""The one type whose words templates print as they stand."""

from __future__ import annotations

from django.utils.safestring import SafeString


class SafeHTML(SafeString):
    """HTML that went through the sanitiser.

    Only this package makes it. Cutting, joining or changing one gives an ordinary `str` (or `SafeString`)
    again, which `SafeHTMLField` refuses: the promise holds for the whole text or not at all.
    """

    __slots__ = ()


def vouch(html: str) -> SafeHTML:
    """Call `html` safe. Every vouching of the project happens on the next line."""
    return SafeHTML(html)
