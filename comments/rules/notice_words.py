"""How notices are said: in a line, and as the subject of a mail. `who` is a name, `where` a title."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comments.rules.notices import Mail, MeasureNews, Notice, Topic

SAID = {
    Notice.THREAD: _("New comment by %(who)s"),
    Notice.ANSWER: _("Answer from %(who)s"),
    Notice.MENTION: _("Mention by %(who)s"),
    Notice.PICKED: _("The editors picked your comment"),
    Notice.APPROVED: _("Your comment is published"),
    Notice.REMOVED: _("Your comment was removed"),
    Notice.EDITED: _("Your change of a comment was decided about"),
    Notice.REDACTED: _("Words of your comment were made unreadable"),
    Notice.TEXT_REMOVED: _("An earlier text of your comment was removed"),
    Notice.HIDDEN: _("Your comment was reported and is hidden for now"),
    Notice.APPEAL: _("Your appeal was decided about"),
    Notice.UPHELD: _("What you reported was removed"),
    Notice.MENDED: _("Words of what you reported were made unreadable"),
    Notice.DISMISSED: _("What you reported was looked at and stays"),
    Notice.LAPSED: _("What you reported was withdrawn by its author"),
    Notice.REVERSED: _("What you reported is public again after another look"),
}
MEASURES_SAID = {
    MeasureNews.TAKEN: _("The moderators decided something about your account"),
    MeasureNews.LIFTED: _("A measure about your account was lifted"),
    MeasureNews.KEPT: _("A measure about your account was looked at again and stays"),
}
GONE = _("A comment that is no longer public")
NOWHERE = _("A page that is not public at the moment")  # in place of a title that is nobody's to know

SUBJECTS = {
    Notice.THREAD: _("%(who)s wrote: %(where)s"),
    Notice.ANSWER: _("%(who)s answered: %(where)s"),
    Notice.MENTION: _("%(who)s mentioned you: %(where)s"),
    Notice.PICKED: _("Picked by the editors: your comment on %(where)s"),
    Notice.APPROVED: _("Published: your comment on %(where)s"),
    Notice.REMOVED: _("Removed: your comment on %(where)s"),
    Notice.EDITED: _("Decided: your change of a comment on %(where)s"),
    Notice.REDACTED: _("Words made unreadable: your comment on %(where)s"),
    Notice.TEXT_REMOVED: _("An earlier text was removed: your comment on %(where)s"),
    Notice.HIDDEN: _("Hidden for now: your comment on %(where)s"),
    Notice.APPEAL: _("Decided: your appeal about a comment on %(where)s"),
    Notice.UPHELD: _("Your report was right: %(where)s"),
    Notice.MENDED: _("Your report was right: words were made unreadable: %(where)s"),
    Notice.DISMISSED: _("Your report was looked at: %(where)s"),
    Notice.LAPSED: _("Your report: the comment was withdrawn: %(where)s"),
    Notice.REVERSED: _("Your report, after another look: %(where)s"),
}

MAIL_LABELS = {
    Mail.AT_ONCE: pgettext_lazy("mail", "at once"),
    Mail.DAILY: pgettext_lazy("mail", "once a day"),
    Mail.WEEKLY: pgettext_lazy("mail", "once a week"),
    Mail.NEVER: pgettext_lazy("mail", "never"),
}

TOPIC_LABELS = {
    Topic.ANSWERS: _("Answers to my comments"),
    Topic.MENTIONS: _("Mentions of my name"),
    Topic.THREADS: _("New comments in conversations that I follow"),
    Topic.PICKS: _("A comment of mine was picked by the editors"),
    Topic.DECISIONS: _("A comment of mine was published or removed"),
    Topic.REPORTS: _("A report of mine was decided about"),
    Topic.ALERTS: _("Something waits too long in the queue of the moderators"),
}
ALERT_LABELS = {
    Mail.AT_ONCE: pgettext_lazy("mail", "once a day at most"),
    Mail.NEVER: pgettext_lazy("mail", "never"),
}
