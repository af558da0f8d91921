"""The parts of this room: the rows, which columns they answer for, and what stays back and why."""

from django.utils.translation import gettext_lazy as _

from accounts.personal import Part
from comments.actions.erasing import erase_comments, unname_elsewhere
from comments.actions.erasing_traces import erase_traces
from comments.previews import preview_of_comments, preview_of_traces

from . import doings, words

OTHERS = (
    "What somebody else wrote or who they are; their right to be left alone goes before (Art. 15 (4) GDPR)."
)
MODERATORS = "Who decided stands for the house; names of moderators are theirs."
MACHINE = "Of use to programs alone: it says nothing that does not stand in the row."
CHECKS = "Places and figures by which texts are judged; whoever knows them gets past the checks."
NOTES = "Notes among moderators speak of others too; a person looks on request."
DECIDED = "What one decided as a moderator stands in moderation.json; this is kept for minutes, to undo it."
OF_GUESTS = "Of people without an account, who are answered by hand."

PARTS = (
    Part(
        name="comments",
        title=_("Your comments with all their texts, what was decided about them and why, and your appeals."),
        export=words.comments,
        preview=preview_of_comments,
        erase=erase_comments,
        reaches=frozenset(
            {
                "comments.Comment.author",
                "comments.Comment.source",
                "comments.Comment.network_hash",
                "comments.Comment.network_day",
                "comments.CommentVersion.source",
                "comments.CommentVersion.network_hash",
                "comments.CommentVersion.network_day",
                "comments.Quotation.passage",
                "comments.Case.statement",
                "comments.Appeal.text",
                "comments.Appeal.answer",
            }
        ),
        withholds={
            "comments.Comment.guest_name": OF_GUESTS,
            "comments.Comment.guest_mail": OF_GUESTS,
            "comments.Comment.guest_url": OF_GUESTS,
            "comments.Comment.html": "Made from the text.",
            "comments.Comment.evidence": CHECKS,
            "comments.Comment.text_key": MACHINE,
            "comments.Comment.submission": "A key under which a text is posted once.",
            "comments.CommentVersion.html": "Made from the text.",
            "comments.CommentVersion.evidence": CHECKS,
            "comments.CommentVersion.written_by": MODERATORS,
            "comments.Quotation.before": MACHINE,
            "comments.Quotation.after": MACHINE,
            "comments.Case.decided_by": MODERATORS,
            "comments.Appeal.decided_by": MODERATORS,
            "comments.LogNote.text": NOTES,
            "comments.LogEntry.person_id": "Of a measure, which stands in measures.json.",
            "comments.LogEntry.actor_name": "The name of a rule or a command.",
        },
    ),
    Part(
        name="drafts",
        title=_("Comments that you began and have not posted."),
        export=doings.drafts,
        reaches=frozenset({"comments.Draft.person", "comments.Draft.text", "comments.Draft.other"}),
        withholds={"comments.Draft.submission": "A key under which a text is posted once."},
    ),
    Part(
        name="reactions",
        title=_("Comments that you found useful."),
        export=doings.reactions,
        reaches=frozenset({"comments.Reaction.person"}),
    ),
    Part(
        name="follows",
        title=_("Conversations that you follow."),
        export=doings.follows,
        reaches=frozenset({"comments.Follow.person"}),
    ),
    Part(
        name="visits",
        title=_("How far you have read in conversations."),
        export=doings.visits,
        reaches=frozenset({"comments.Visit.person"}),
    ),
    Part(
        name="mentions",
        title=_("Public comments that address you by name."),
        export=doings.mentions,
        erase=unname_elsewhere,
        reaches=frozenset({"comments.Mention.person"}),
    ),
    Part(
        name="inbox",
        title=_("What you were told, on the site and by mail."),
        export=doings.inbox,
        reaches=frozenset({"comments.InboxEntry.person", "comments.InboxEntry.mail"}),
        withholds={"comments.InboxEntry.mail_due": MACHINE, "comments.InboxEntry.key": MACHINE},
    ),
    Part(
        name="notice-settings",
        title=_("How you want to hear of things."),
        export=doings.notice_settings,
        reaches=frozenset({"comments.NoticeSetting.person", "comments.NoticeSetting.mail"}),
    ),
    Part(
        name="reports",
        title=_("What you reported, and what became of it."),
        export=doings.reports,
        reaches=frozenset({"comments.Report.reporter", "comments.Report.text"}),
        withholds={"comments.Report.name": OF_GUESTS, "comments.Report.mail": OF_GUESTS},
    ),
    Part(
        name="removals",
        title=_("When all your comments were removed at once."),
        export=doings.sweeps,
        reaches=frozenset({"comments.Sweep.person"}),
        withholds={"comments.Sweep.by": MODERATORS},
    ),
    Part(
        name="moderation",
        title=_("What you decided as a moderator, without names and texts."),
        export=doings.moderation,
        preview=preview_of_traces,
        erase=erase_traces,
        reaches=frozenset({"comments.LogEntry.actor_id"}),
        withholds={
            "comments.Claim.person": DECIDED,
            "comments.CaseNote.person": NOTES,
            "comments.CaseNote.text": NOTES,
            "comments.SecondOpinion.asked_by": NOTES,
            "comments.SecondOpinion.question": NOTES,
            "comments.SecondOpinion.answered_by": NOTES,
            "comments.SecondOpinion.words": NOTES,
            "comments.Ruling.by": DECIDED,
            "comments.Ruled.before": DECIDED,
        },
    ),
    Part(
        name="hosted",
        title=_("Conversations in which you may answer as the author of the page."),
        export=doings.hosting,
        reaches=frozenset({"comments.Thread.hosts", "comments.Thread_hosts.user"}),
    ),
)
