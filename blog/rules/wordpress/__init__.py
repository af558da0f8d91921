"""WordPress exports (WXR) as plain records, and what becomes of them here. Touches nothing.

`reading` streams the file, `records` are what it finds, `survey` looks at the whole before anything is
written, `content` makes our HTML of theirs, `fates` decides states, and `dates`, `names` and `identity` read
what their names say.
"""

from blog.rules.exports import ImportRefused
from blog.rules.wordpress.reading import read_export
from blog.rules.wordpress.records import Author, Channel, ForeignRemark, Item, Label, Term
from blog.rules.wordpress.survey import Survey, survey

__all__ = [
    "Author",
    "Channel",
    "ForeignRemark",
    "ImportRefused",
    "Item",
    "Label",
    "Survey",
    "Term",
    "read_export",
    "survey",
]
