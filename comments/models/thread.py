"""Threads and what the site says about all of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import F, Q
from django.utils.timezone import get_default_timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.ready import Blank, Ready, columns
from comments.querysets import ThreadQuerySet
from comments.rules import policy
from comments.rules.said import Said
from comments.rules.staffing import next_change, read_calendar, staffed


class Publication(models.TextChoices):
    """When a comment appears: at once, or after somebody has read it (M2)."""

    AT_ONCE = policy.AT_ONCE, _("at once, read afterwards")
    AFTER_READING = policy.AFTER_READING, _("after a moderator has read it")


class Unstaffed(models.TextChoices):
    """What applies in hours in which nobody reads (M2)."""

    AS_ALWAYS = policy.AS_ALWAYS, _("the same as always")
    WAIT = policy.WAIT, _("comments wait until somebody is there")
    NOBODY = policy.NOBODY, _("nobody can write until somebody is there")


class Discussion(models.Model):
    """The site's rules for conversations; one row. A thread may differ from them.

    `staffed_hours` is what `rules.staffing.write_calendar` writes. While `stopped_at` is set, nobody posts.
    """

    publication = models.CharField(
        _("comments appear"), max_length=20, choices=Publication.choices, default=Publication.AT_ONCE
    )
    first_comments_wait = models.PositiveSmallIntegerField(
        _("first comments that wait"),
        default=1,
        help_text=_("So many comments of a new member are read before they appear. 0: none."),
    )
    closes_after_days = models.PositiveSmallIntegerField(
        _("days until a conversation closes"), null=True, blank=True, help_text=_("Empty: never.")
    )
    reports_hide_at = models.PositiveSmallIntegerField(
        _("weight of reports that hides a comment"),
        default=3,
        db_default=3,
        help_text=_(
            "A report of a known member weighs about 1, one of an account younger than a week nothing. "
            "0: reports hide nothing."
        ),
    )
    appeal_months = models.PositiveSmallIntegerField(
        _("months for an appeal"),
        default=6,
        db_default=6,
        help_text=_("So long can the author of a removed comment ask somebody else to look again."),
    )
    alert_after_hours = models.PositiveSmallIntegerField(
        _("hours until moderators are written to"),
        null=True,
        blank=True,
        default=24,
        db_default=24,
        help_text=_(
            "Moderators get a mail, one a day at most, when something waits longer than this. Empty: never."
        ),
    )
    read_first_after_days = models.PositiveSmallIntegerField(
        _("days after which comments are read first"),
        null=True,
        blank=True,
        help_text=_("On pages that are older, every comment is read before it appears. Empty: never."),
    )
    slow_seconds = models.PositiveIntegerField(
        _("seconds between two comments"),
        default=0,
        db_default=0,
        help_text=_(
            "So long a person waits before the next comment in the same conversation. 0: not at all."
        ),
    )
    unstaffed = models.CharField(
        _("when nobody reads"),
        max_length=10,
        choices=Unstaffed.choices,
        default=Unstaffed.AS_ALWAYS,
        db_default=policy.AS_ALWAYS,
    )
    staffed_hours = models.TextField(
        _("hours in which somebody reads"), blank=True, default="", db_default=""
    )
    stopped_at = models.DateTimeField(_("posting stopped at"), null=True, editable=False)
    stop_words = models.CharField(max_length=300, blank=True, default="", db_default="", editable=False)
    house_rules = models.CharField(
        _("house rules in one sentence"),
        max_length=200,
        blank=True,
        help_text=_("Stands above every conversation. The whole text is the page “rules”."),
    )

    class Meta:
        verbose_name = _("rules for conversations")
        verbose_name_plural = _("rules for conversations")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="discussion_is_one_row"),
            models.CheckConstraint(
                condition=Q(unstaffed=policy.AS_ALWAYS) | ~Q(staffed_hours=""),
                name="discussion_hours_without_staff_need_a_calendar",
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def load(cls) -> Discussion:
        """The only row; written on the first call."""
        return cls.objects.get_or_create(pk=1)[0]

    def staffed_from(self, now: datetime) -> datetime | None:
        """Return when somebody will read; None while somebody does, or if that is not known."""
        calendar, zone = read_calendar(self.staffed_hours), get_default_timezone()
        return None if staffed(now, calendar, zone) else next_change(now, calendar, zone)


class Thread(models.Model):
    """A conversation under one address. It knows its title and path, not what it belongs to.

    The owner of the page writes `title`, `path`, `visible_from` and `visible_until`; outside of that
    span its comments are visible nowhere. Counters are kept by the actions and repaired by `recount`.
    """

    title = models.CharField(max_length=250)
    path = models.CharField(max_length=300, unique=True)
    language = models.CharField(max_length=5)
    publication = models.CharField(
        _("comments appear"),
        max_length=20,
        choices=Publication.choices,
        blank=True,
        help_text=_("Empty: as on the whole site."),
    )
    # Who wrote the page, and so may answer as its author; the owner of the page says who.
    hosts = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    slow_seconds = models.PositiveIntegerField(
        _("seconds between two comments"),
        null=True,
        blank=True,
        help_text=_("Empty: as on the whole site. 0: not at all."),
    )
    closed = models.BooleanField(_("closed"), default=False)
    closed_words = models.CharField(max_length=300, blank=True, default="", db_default="")  # to the readers
    closes_at = models.DateTimeField(_("closes at"), null=True, blank=True)
    visible_from = models.DateTimeField(null=True)
    visible_until = models.DateTimeField(null=True)
    last_number = models.PositiveIntegerField(default=0)
    last_public_seq = models.PositiveIntegerField(default=0)
    public_count = models.PositiveIntegerField(default=0)
    shown_roots = models.PositiveIntegerField(
        default=0
    )  # first-level comments that a reader sees, tombstones included
    # Comments that moderators removed, by their reasons; kept by `actions/removals.py` (M8).
    removals = models.JSONField(default=dict, blank=True)
    # Stands above the conversation while it is public; what is pinned stays so while it is looked at.
    pinned = models.ForeignKey("Comment", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveBigIntegerField(default=0)
    reactions_shown_at = models.DateTimeField(null=True)  # when `version` last grew because of one

    objects = ThreadQuerySet.as_manager()

    on_page: Sequence[Said] = ()
    """The public comments of the page that was shown last, for whoever describes it to machines."""

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        constraints = [
            models.CheckConstraint(
                condition=Q(visible_until=None) | Q(visible_until__gte=F("visible_from")),
                name="thread_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the path of the page in the language that is spoken now (R6)."""
        language = get_language()
        return self.path if language in {None, settings.LANGUAGE_CODE} else f"/{language}{self.path}"

    @classmethod
    def find(cls, pk: int) -> Thread | None:
        """Return a conversation: every comment and every poll begins with this."""
        row = _THREAD.one(thread=pk)
        return cls.from_db(DEFAULT_DB_ALIAS, columns(cls), row) if row else None

    def is_visible(self, now: datetime) -> bool:
        return policy.is_visible(self.visible_from, self.visible_until, now)

    def closing_time(self, discussion: Discussion) -> datetime | None:
        """Return when this conversation closes by itself, or None."""
        return policy.closing_time(
            closes_at=self.closes_at,
            closes_after_days=discussion.closes_after_days,
            visible_from=self.visible_from,
        )

    def terms(self, discussion: Discussion, now: datetime) -> policy.Terms:
        """Return what applies here at `now`, the same for everybody, by the clock of the site's time zone."""
        return policy.terms_at(
            is_visible=self.is_visible(now),
            is_stopped=discussion.stopped_at is not None,
            closed=self.closed,
            closes_at=self.closing_time(discussion),
            publication=discussion.publication,
            publication_here=self.publication,
            first_comments_wait=discussion.first_comments_wait,
            old_from=policy.days_after(self.visible_from, discussion.read_first_after_days),
            unstaffed=discussion.unstaffed,
            calendar=read_calendar(discussion.staffed_hours),
            zone=get_default_timezone(),
            slow_seconds=discussion.slow_seconds if self.slow_seconds is None else self.slow_seconds,
            now=now,
        )


_THREAD = Ready(
    lambda: Thread.objects.filter(pk=Blank("thread", Thread._meta.pk)).values_list(*columns(Thread))
)
