"""Disqus exports as plain records, and what becomes of them here. Touches nothing.

`reading` streams the file, `records` are what it finds, `survey` looks at the whole before anything is
written, `matching` says at which addresses a thread may stand here, and `losses` what could not be kept.
"""

from blog.rules.disqus.losses import Loss
from blog.rules.disqus.reading import read_export
from blog.rules.disqus.records import ForeignThread, Remark, state_of
from blog.rules.disqus.survey import Survey, survey

__all__ = ["ForeignThread", "Loss", "Remark", "Survey", "read_export", "state_of", "survey"]
