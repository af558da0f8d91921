from django.conf import settings
from django.urls import URLPattern, path

from . import converters, feeds
from .views import lists, posts

app_name = "blog"
converters.register()


def _list(address: str, view: lists.ListView, name: str) -> list[URLPattern]:
    """A list and its further pages under one name: whoever asks for page 2 gives a number as well."""
    return [path(address, view, name=name), path(f"{address}page/<number:number>/", view, name=name)]


urlpatterns = [
    *_list("", lists.front, "front"),
    *_list("category/<slug:slug>/", lists.category, "category"),
    *_list("tag/<slug:slug>/", lists.tag, "tag"),
    *_list("series/<slug:slug>/", lists.series, "series"),
    *_list("author/<name:username>/", lists.author, "author"),
    *_list("<year:year>/", lists.year, "year"),
    *_list("<year:year>/<month:month>/", lists.month, "month"),
    path("feed/", feeds.site, name="feed"),
    path("category/<slug:slug>/feed/", feeds.category, name="category-feed"),
    path("tag/<slug:slug>/feed/", feeds.tag, name="tag-feed"),
    path("series/<slug:slug>/feed/", feeds.series, name="series-feed"),
    path("author/<name:username>/feed/", feeds.author, name="author-feed"),
    path("<year:year>/<month:month>/<slug:slug>/", posts.post, name="post"),
    path("<slug:slug>/", posts.page, name="page"),
]

if settings.DEBUG:
    from .views import specimens  # not part of a site that serves readers

    urlpatterns.insert(0, path("specimens/", specimens.show, name="specimens"))
