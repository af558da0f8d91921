"""Archives with everything that the site knows about one person."""

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def private_files() -> Storage:
    """The storage of what only its owner may read: it has no address of its own."""
    return storages["private"]


class Export(models.Model):
    """One archive, ordered by its person and written by the worker.

    The file goes after `actions/exporting.KEPT`, or as soon as a newer one is there; the row stays that long
    in any case, so that orders can be counted. Neither outlives the person.
    """

    person = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="exports")
    ordered_at = models.DateTimeField()
    written_at = models.DateTimeField(null=True)
    file = models.FileField(storage=private_files, blank=True)
    bytes = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("archive of a person")
        verbose_name_plural = _("archives of people")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(written_at=None), name="export_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(file="") | Q(written_at__isnull=False), name="export_file_has_a_time"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
