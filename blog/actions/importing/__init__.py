"""Taking in the content of another system (E15): a run of `wordpress` or of `disqus`, and its parts.

For: writing what `blog.rules.wordpress` and `blog.rules.disqus` read, so that a second run changes nothing
and a run that was killed can be repeated. Not for: reading files, and asking anybody anything.
"""

from blog.actions.importing.folder import MediaFolder
from blog.actions.importing.media import MediaSources
from blog.actions.importing.report import ImportReport, Tally
from blog.actions.importing.wordpress import import_wordpress

__all__ = ["ImportReport", "MediaFolder", "MediaSources", "Tally", "import_wordpress"]
