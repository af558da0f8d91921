"""What the process itself keeps: when something recurring last happened, and limits."""

from django.db import models


class Beat(models.Model):
    """One recurring thing and when it last happened; several workers agree on it through this row."""

    WORKER = "worker"

    name = models.CharField(max_length=60, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Limit(models.Model):
    """One entry of `limits.TableCache`. The main database has it for when the store is away."""

    name = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()  # JSON
    until = models.FloatField(db_index=True)  # seconds since 1970

    def __str__(self) -> str:
        return self.name
