"""What an import could not keep as it was, and why. Each is counted, and the first ones are named."""

from __future__ import annotations

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Loss(StrEnum):
    """One kind of change or loss. `is_change` tells those that kept the thing in another form."""

    # changed
    PASSWORD = "password"  # noqa: S105
    PRIVATE = "private"
    TRASH = "trash"
    UNKNOWN_STATUS = "unknown status"
    NO_DATE = "no date"
    NEW_ADDRESS = "new address"
    NO_TITLE = "no title"
    LONG_TITLE = "long title"
    LONG_LEAD = "long lead"
    LONG_TEXT = "long text"
    MORE_CATEGORIES = "more categories"
    FLAT_CATEGORIES = "flat categories"
    FLAT_PAGES = "flat pages"
    PICTURES = "pictures"
    SHORTCODES = "shortcodes"
    LANGUAGE = "language"
    DOUBLED = "doubled"
    WITHOUT_TYPE = "without type"
    NEW_NAME = "new name"
    AUTHOR_WITHOUT_MAIL = "author without mail"
    REMARK_STATUS = "comment status"
    ORPHANS = "orphans"
    CIRCLES = "circles"
    NO_ALT = "no alternative text"
    ANSWERS_TO_PINGS = "answers to pings"
    GUEST_NAME = "guest name"
    REMARK_DATE = "comment date"
    LONG_REMARK = "long comment"
    EMBEDS = "embeds"
    # lost
    SCRIPTS = "scripts"
    PINGS = "pings"
    NO_MEDIA = "no media"
    MISSING_FILES = "missing files"
    REFUSED_FILES = "refused files"
    NOT_FETCHED = "not fetched"
    FILES = "files"
    OLD_ADDRESSES = "old addresses"
    LOOSE_PAGES = "loose pages"
    DYNAMIC_BLOCKS = "dynamic blocks"
    PAGE_BREAKS = "page breaks"
    STICKY = "sticky"
    LABELS = "labels"
    OTHER_KINDS = "other kinds"
    REMARKS_ELSEWHERE = "comments elsewhere"
    GUEST_DETAILS = "guest details"
    PAGE_DETAILS = "page details"
    # left alone
    EDITED_HERE = "edited here"

    @property
    def words(self) -> Promise:
        """What happened and why, in one sentence."""
        return _WORDS[self]

    @property
    def group(self) -> str:
        if self is Loss.EDITED_HERE:
            return "left"
        return "lost" if self in _LOST else "changed"


_LOST = frozenset(
    {
        Loss.SCRIPTS,
        Loss.PINGS,
        Loss.NO_MEDIA,
        Loss.MISSING_FILES,
        Loss.REFUSED_FILES,
        Loss.NOT_FETCHED,
        Loss.FILES,
        Loss.OLD_ADDRESSES,
        Loss.LOOSE_PAGES,
        Loss.DYNAMIC_BLOCKS,
        Loss.PAGE_BREAKS,
        Loss.STICKY,
        Loss.LABELS,
        Loss.OTHER_KINDS,
        Loss.REMARKS_ELSEWHERE,
        Loss.GUEST_DETAILS,
        Loss.PAGE_DETAILS,
    }
)

_WORDS: dict[Loss, Promise] = {
    Loss.PASSWORD: _("Protected by a password there: a draft here, because there is no such protection."),
    Loss.PRIVATE: _("Private there: a draft here, which only editors see."),
    Loss.TRASH: _("In the bin there: withdrawn here, so nothing is gone and nothing is public."),
    Loss.UNKNOWN_STATUS: _("A state that is not WordPress's own: a draft here."),
    Loss.NO_DATE: _("Published without a usable date: dated like the export itself."),
    Loss.NEW_ADDRESS: _(
        "Another address than there, because it was taken, reserved or not writable in Latin letters."
    ),
    Loss.NO_TITLE: _("Without a title: its first words are the title now."),
    Loss.LONG_TITLE: _("Title longer than 250 characters: cut."),
    Loss.LONG_LEAD: _("Excerpt longer than 1,000 characters: cut."),
    Loss.LONG_TEXT: _("Longer than the editor takes: kept whole, to be shortened at the next change."),
    Loss.MORE_CATEGORIES: _("In several categories: the first is the category, the others are tags."),
    Loss.FLAT_CATEGORIES: _("Category below another category: categories stand side by side here."),
    Loss.FLAT_PAGES: _("Page below another page: pages stand side by side here."),
    Loss.PICTURES: _(
        "Pictures that are not in the library: a link in the text, because pages ask no other host."
    ),
    Loss.SHORTCODES: _("Shortcodes that only plugins understand: the mark is gone, the words in it stayed."),
    Loss.EMBEDS: _("Players and frames in the text: a link to what they showed."),
    Loss.NO_ALT: _("Pictures without alternative text: please say in the library what they show."),
    Loss.GUEST_NAME: _("Guests with a name that looks like staff or like a member's: marked as guests."),
    Loss.ANSWERS_TO_PINGS: _("Answers to a pingback or trackback: on the first level now."),
    Loss.LANGUAGE: _("A language that this site does not have: marked with the site's own."),
    Loss.DOUBLED: _("The same number twice in the file: both are kept."),
    Loss.WITHOUT_TYPE: _("An entry without type: its comments went to the entry with the same number."),
    Loss.NEW_NAME: _("The name was taken, reserved or not possible here: the account has another."),
    Loss.AUTHOR_WITHOUT_MAIL: _("An author without mail address: named in the by-line, without an account."),
    Loss.REMARK_STATUS: _("Comments in a state that is not WordPress's own: they wait for a moderator."),
    Loss.ORPHANS: _("Answers to a comment that is not in the file: on the first level now."),
    Loss.CIRCLES: _("Comments that answer each other in a circle: the oldest is on the first level now."),
    Loss.REMARK_DATE: _("Comments without a usable date: dated like their post."),
    Loss.LONG_REMARK: _("Comments longer than new ones may be: kept whole."),
    Loss.SCRIPTS: _(
        "Forms, scripts, and players without an address: dropped, because pages run nothing foreign."
    ),
    Loss.PINGS: _("Pingbacks and trackbacks: they are no comments, so they stay in the export."),
    Loss.NO_MEDIA: _("Pictures of the library there: neither --media-dir nor --fetch-media was given."),
    Loss.MISSING_FILES: _("Pictures whose file is not in the folder of --media-dir: not taken."),
    Loss.REFUSED_FILES: _("Pictures whose file was refused."),
    Loss.NOT_FETCHED: _("Pictures that could not be fetched from their old address."),
    Loss.FILES: _("Files that are no pictures (documents, sound, films): links lead to where they are now."),
    Loss.LOOSE_PAGES: _("Pages of pictures and files that belong to no post: no redirect."),
    Loss.OLD_ADDRESSES: _(
        "Old addresses that the site needs for itself or has given to something else: no redirect."
    ),
    Loss.DYNAMIC_BLOCKS: _("Blocks that WordPress fills at every visit, such as lists of posts: dropped."),
    Loss.PAGE_BREAKS: _("Breaks that part a post in pages: dropped, the text is on one page."),
    Loss.STICKY: _("Kept at the top of the front page there: not here."),
    Loss.LABELS: _("Marks of other kinds than category and tag (post formats, own taxonomies): dropped."),
    Loss.OTHER_KINDS: _(
        "Entries that are neither post, page nor attachment (menus, own types): not imported."
    ),
    Loss.REMARKS_ELSEWHERE: _("Comments on entries that are not imported: dropped with them."),
    Loss.GUEST_DETAILS: _("Mail or web addresses of guests that are none: dropped, the comment is kept."),
    Loss.PAGE_DETAILS: _("Excerpts of pages: pages have none here, nor author and date."),
    Loss.EDITED_HERE: _("Changed here since the last import: left alone. Its new comments were taken."),
}
