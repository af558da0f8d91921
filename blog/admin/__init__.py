"""The newsroom: what editors do, on Django's admin. Every change goes through an action."""

from . import images, pages, posts, site, sorting

__all__ = ["images", "pages", "posts", "site", "sorting"]
