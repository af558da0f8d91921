"""Pictures in templates."""

from django import template

from blog.models import Image
from blog.pictures import IN_TEXT, begins_with_picture, illustrated, picture_of, pictures_in, thumb_of
from blog.rules.renditions import Shape
from markup import Picture, SafeHTML, picture_html

register = template.Library()


@register.simple_tag
def picture(image: Image, *, sizes: str = IN_TEXT, shape: str = "whole", first: bool = False) -> SafeHTML:
    """A picture of the library with all its files; load its renditions before (`with_renditions`).

    `sizes` says how wide it is shown, `shape` is "whole" or "teaser" (cropped around the focal point). The
    `first` picture of a page is fetched at once, the others when they are near.
    """
    return picture_html(picture_of(image, Shape(shape)), sizes=sizes, lazy=not first, important=first)


@register.simple_tag
def illustrate(text: SafeHTML, *, below: Image | None = None) -> SafeHTML:
    """The text of a post or page with all files of its pictures: two queries, none without pictures.

    With `below`, a picture that stands above the text, all in it wait until they are near.
    """
    eager = below is None and begins_with_picture(text)
    return illustrated(text, pictures_in(text), eager=int(eager))


@register.simple_tag
def thumb(image: Image) -> Picture:
    """The smallest file of a picture, for the newsroom."""
    return thumb_of(image)
