from django.conf import settings
from django.urls import URLPattern, path

from . import converters
from .feeds import conversations as conversation_feeds
from .feeds import posts as feeds
from .feeds.answering import SPELLINGS, FeedView
from .views import lists, posts, search

app_name = "blog"
converters.register()


def _list(address: str, view: lists.ListView, name: str) -> list[URLPattern]:
    """A list and its further pages under one name: whoever asks for page 2 gives a number as well."""
    return [path(address, view, name=name), path(f"{address}page/<number:number>/", view, name=name)]


def _feeds(address: str, view: FeedView, name: str) -> list[URLPattern]:
    """A feed below what it follows, once in each spelling: `name` is that of Atom."""
    return [
        path(
            f"{address}feed/{spelling.path}",
            view,
            {"spelling": key},
            name=name if key == "atom" else f"{name}-{key}",
        )
        for key, spelling in SPELLINGS.items()
    ]


urlpatterns = [
    *_list("", lists.front, "front"),
    *_list("category/<slug:slug>/", lists.category, "category"),
    *_list("tag/<slug:slug>/", lists.tag, "tag"),
    *_list("series/<slug:slug>/", lists.series, "series"),
    *_list("author/<name:username>/", lists.author, "author"),
    *_list("<year:year>/", lists.year, "year"),
    *_list("<year:year>/<month:month>/", lists.month, "month"),
    *_feeds("", feeds.site, "feed"),
    *_feeds("category/<slug:slug>/", feeds.category, "category-feed"),
    *_feeds("tag/<slug:slug>/", feeds.tag, "tag-feed"),
    *_feeds("series/<slug:slug>/", feeds.series, "series-feed"),
    *_feeds("author/<name:username>/", feeds.author, "author-feed"),
    *_feeds("comments/", conversation_feeds.everywhere, "comments-feed"),
    *_feeds("<year:year>/<month:month>/<slug:slug>/", conversation_feeds.post, "post-feed"),
    *_feeds("<slug:slug>/", conversation_feeds.page, "page-feed"),
    path("search/", search.search, name="search"),
    path("<year:year>/<month:month>/<slug:slug>/", posts.post, name="post"),
    path("<slug:slug>/", posts.page, name="page"),
]

if settings.DEBUG:
    from .views import specimens  # not part of a site that serves readers

    urlpatterns.insert(0, path("specimens/", specimens.show, name="specimens"))
