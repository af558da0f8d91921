from .checked_link import CheckedLink
from .image import FormerFile, Image, ImportedPicture, Rendition
from .index import PostIndex, PostWords, Reindexing, Word
from .page import Page
from .post import Post
from .redirect import Redirect
from .revision import Byline, PostRevision, Source
from .site import SiteSettings
from .taxonomy import Category, Series, Tag

__all__ = [
    "Byline",
    "Category",
    "CheckedLink",
    "FormerFile",
    "Image",
    "ImportedPicture",
    "Page",
    "Post",
    "PostIndex",
    "PostRevision",
    "PostWords",
    "Redirect",
    "Reindexing",
    "Rendition",
    "Series",
    "SiteSettings",
    "Source",
    "Tag",
    "Word",
]
