"""The site with all comments of a conversation on one page: only for the benchmark."""

from config.wsgi import application

__all__ = ["application"]

from comments import roots  # the apps have to be there first

roots.ROOTS_A_PAGE = roots.COMMENTS_A_PAGE = 1_000_000
