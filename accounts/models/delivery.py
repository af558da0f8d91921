"""Mails that are owed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Delivery(models.Model):
    """One owed mail to one address, written in the transaction that owes it, sent by the worker.

    `key` is the reason in machine words (`"signup:17:2026-11-23T14:05"`): one reason, one mail.
    Texts are blanked once the mail is sent, because codes and names are nobody's business later. Kinds that
    have a writer (`actions/deliveries.py`) have no texts here at all: they are written while they are sent.
    """

    class State(models.TextChoices):
        OWED = "owed", _("owed")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed for good")
        DROPPED = "dropped", _("no longer wanted")

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    to = models.EmailField()
    person = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.CASCADE, related_name="deliveries"
    )
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    language = models.CharField(max_length=5)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OWED)
    attempts = models.PositiveSmallIntegerField(default=0)
    owed_at = models.DateTimeField()
    not_before = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = [
            models.Index(
                fields=["not_before"], condition=models.Q(state="owed"), name="delivery_owed_by_time"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False, text="", html=""),
                name="delivery_sent_keeps_no_text",
            ),
            models.CheckConstraint(
                condition=~models.Q(subject__contains="\n") & ~models.Q(subject__contains="\r"),
                name="delivery_subject_is_one_line",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.state})"


class DeadAddress(models.Model):
    """A mail address that refused a mail for good; nothing but asked-for mails goes there until its owner
    confirms it again. `status` is what the mail server said in digits, such as 5.1.1 (RFC 3463)."""

    address = models.EmailField(unique=True)
    status = models.CharField(max_length=12)
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("address that refuses mails")
        verbose_name_plural = _("addresses that refuse mails")

    def __str__(self) -> str:
        return self.status
