"""The keys under which networks are hashed, each for one day."""

from django.db import models


class NetworkKey(models.Model):
    """A random key of one day (UTC). Once it is destroyed, nobody can tell whose a hash was (M10)."""

    day = models.DateField(unique=True)
    key = models.BinaryField()

    class Meta:
        verbose_name = "key of a day"
        verbose_name_plural = "keys of days"

    def __str__(self) -> str:
        return self.day.isoformat()
