"""Numbers that grow with every change that more than one page shows."""

from django.db import models


class Pulse(models.Model):
    """A part of such a number: the sum of all rows `about` something is the number itself.

    There are several rows so that nobody waits for anybody, see `accounts/actions/pulse.py`. Never lowered.
    """

    class About(models.TextChoices):
        SITE = "site"  # what editors and people show of themselves: posts, names, pictures, settings
        TALK = "talk"  # all conversations together

    about = models.CharField(max_length=4, choices=About.choices)
    count = models.PositiveBigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["about", "id"], name="pulse_by_subject")]

    def __str__(self) -> str:
        return f"{self.about} {self.count}"
