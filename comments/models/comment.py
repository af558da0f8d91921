"""Comments, their earlier versions, and what they quote."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comments.querysets import CommentQuerySet, VersionQuerySet
from comments.rules import paths
from comments.rules.offices import Office
from comments.rules.states import State
from markup.fields import SafeHTMLField

STATES = [
    (State.UNCONFIRMED, _("not confirmed")),
    (State.PENDING, _("waiting")),
    (State.PUBLIC, _("public")),
    (State.HIDDEN, _("hidden by reports")),
    (State.REMOVED, _("removed")),
    (State.SPAM, _("spam")),
    (State.WITHDRAWN, _("withdrawn")),
]

OFFICES = [(Office.EDITORS, _("Editorial team")), (Office.AUTHOR, _("Author of the post"))]


class Comment(models.Model):
    """What one person said in a thread.

    `number` is its label in the thread (#17), `public_seq` the order in which comments became public:
    polls, "what is new" and mails go by it, and a comment keeps it while it is away. `path` is explained in
    `rules/paths.py`. Only `post_comment`, `adopt_comments` (both birth) and `moderate` write `state`;
    `synthesize_conversation` invents whole conversations.
    """

    # Where an index below begins with the column of a foreign key, the key needs none of its own.
    thread = models.ForeignKey(
        "comments.Thread", on_delete=models.PROTECT, related_name="comments", db_index=False
    )
    number = models.PositiveIntegerField()
    public_seq = models.PositiveIntegerField(null=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="answers")
    root = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    depth = models.PositiveSmallIntegerField(default=0)
    path = models.CharField(max_length=paths.DIGITS * paths.DEEPEST)
    public_below = models.PositiveIntegerField(default=0)  # public comments anywhere below this one
    reaction_count = models.PositiveIntegerField(db_default=0)
    usefulness = models.FloatField(db_default=0.0)  # of `rules/useful.py`
    picked_at = models.DateTimeField(null=True)  # by an editor; None: not picked

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="comments",
        db_index=False,
    )
    guest_name = models.CharField(max_length=80, blank=True)
    guest_mail = models.EmailField(blank=True)
    guest_url = models.URLField(max_length=500, blank=True)

    source = models.TextField(_("text"))
    html = SafeHTMLField(editable=False)
    renderer = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=5)

    # As what it was said, empty for words of one's own. Only `post_comment` writes it, and it stays.
    office = models.CharField(max_length=10, choices=OFFICES, blank=True, db_default="")
    state = models.CharField(max_length=12, choices=STATES)
    posted_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)  # when readers got another text of it
    text_number = models.PositiveSmallIntegerField(default=1, db_default=1)  # which of its texts it shows
    revised = models.BooleanField(default=False, db_default=False)  # readers may read an earlier text
    submission = models.UUIDField(null=True, unique=True)
    evidence = models.JSONField(default=list)  # what the checks found: `rules/spam/findings.py`
    text_key = models.BigIntegerField(null=True)  # the same for texts that say the same
    network_hash = models.CharField(max_length=64, blank=True)
    network_day = models.DateField(null=True)
    foreign_id = models.CharField(max_length=200, null=True, unique=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="comment_number_once_per_thread"),
            models.UniqueConstraint(
                fields=["thread", "public_seq"], name="comment_public_seq_once_per_thread"
            ),
            models.CheckConstraint(
                condition=Q(parent=None, depth=0) | Q(parent__isnull=False, depth__gt=0),
                name="comment_depth_fits_parent",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="comment_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="public") | Q(public_seq__isnull=False),
                name="comment_public_has_a_place_in_time",
            ),
            models.CheckConstraint(
                condition=Q(author=None) | Q(guest_name="", guest_mail="", guest_url=""),
                name="comment_has_an_author_or_a_guest",
            ),
        ]
        indexes = [
            # Holds all that counting pages asks for, `parent` too, so the rows are not touched.
            models.Index(
                fields=["thread", "parent", "path", "state", "public_below"],
                condition=Q(parent=None),
                name="comment_roots_by_path",
            ),
            models.Index(
                fields=["thread", "-usefulness", "path"],
                condition=Q(parent=None),
                name="comment_roots_by_usefulness",
            ),
            models.Index(
                fields=["thread", "path"], condition=Q(picked_at__isnull=False), name="comment_picks_by_path"
            ),
            models.Index(fields=["thread", "path"], name="comment_by_path"),
            models.Index(fields=["root", "path"], name="comment_by_root"),
            models.Index(fields=["posted_at", "id"], name="comment_by_time"),
            models.Index(
                fields=["parent", "number"], condition=~Q(office=""), name="comment_official_answers"
            ),
            models.Index(fields=["state", "posted_at"], name="comment_by_state"),
            models.Index(
                fields=["text_key", "posted_at"],
                condition=Q(text_key__isnull=False),
                name="comment_by_what_it_says",
            ),
            models.Index(
                fields=["network_hash", "posted_at"],
                condition=~Q(network_hash=""),
                name="comment_by_network",
            ),
            models.Index(fields=["author", "-posted_at"], name="comment_by_person"),
            models.Index(fields=["thread", "author"], name="comment_by_person_in_thread"),
        ]

    def __str__(self) -> str:
        return f"#{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("comments:permalink", args=[self.pk])

    @property
    def speaker(self) -> str:
        """Who said it: a member, a guest, or somebody whose account is gone."""
        return self.author.username if self.author else self.guest_name or gettext("former member")

    @property
    def is_shown(self) -> bool:
        """Whether every reader finds it, or its tombstone, in its place: what `querysets.SHOWN` asks."""
        return self.state == State.PUBLIC or self.public_below > 0


class CommentVersion(models.Model):
    """A text of a comment at one time; a comment that was never edited has none.

    `state` says what became of the text, not of the comment: public is what the comment shows or once
    showed, pending a held edit, which leaves the shown text alone; removed one that a moderator refused,
    withdrawn one that its author took back or wrote anew. `public_at`: since when readers had it (None: they
    never did). `stays`: readers may read it although another text took its place (C6), unless moderators
    removed it since: then `removed_in` is the entry of the log about that, and readers get a line instead.
    """

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveSmallIntegerField()
    source = models.TextField()
    html = SafeHTMLField(editable=False)
    renderer = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=STATES)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    public_at = models.DateTimeField(null=True)
    stays = models.BooleanField(default=False)
    removed_in = models.BigIntegerField(null=True)
    evidence = models.JSONField(default=list)
    network_hash = models.CharField(max_length=64, blank=True)
    network_day = models.DateField(null=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment", "number"], name="comment_version_number_once"),
            models.UniqueConstraint(
                fields=["comment"], condition=Q(state="pending"), name="comment_has_one_waiting_edit"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "written_at"], name="version_by_state"),
            models.Index(fields=["written_by", "-written_at"], name="version_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}/{self.number}"


class Quotation(models.Model):
    """Words that a comment quotes, of another comment's version or of a passage of the page.

    What is shown follows the present state of the quoted row.
    """

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="quotations")
    quoted_version = models.ForeignKey(
        CommentVersion, null=True, on_delete=models.SET_NULL, related_name="quoted_in"
    )
    passage = models.TextField(blank=True)
    before = models.CharField(max_length=100, blank=True)
    after = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quoted_version=None) | Q(passage=""),
                name="quotation_is_of_a_comment_or_of_the_page",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
