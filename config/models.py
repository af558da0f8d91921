"""When something recurring last happened."""

from django.db import models


class Beat(models.Model):
    """One recurring thing and when it last happened; several workers agree on it through this row."""

    WORKER = "worker"

    name = models.CharField(max_length=60, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
