"""Take in an export of Disqus. See docs/import-disqus.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from blog.actions.importing.disqus import DisqusReport, import_disqus
from blog.actions.importing.report import Kind
from blog.management.import_report import loss_lines, table_lines
from blog.management.importing import EXIT, ImportCommand
from markup.characters import one_line

KINDS: dict[Kind, Promise] = {Kind.COMMENT: gettext_lazy("Comments")}


class Command(ImportCommand):
    help = (
        "Takes in the comments of a Disqus export, below the posts and pages that are here. "
        f"What is there already stays as it is, so the command can be repeated. {EXIT}"
    )

    def take_in(self, *, file: Path, options: dict[str, Any], **parts: Any) -> DisqusReport:
        return import_disqus(**parts)

    def tell(self, report: DisqusReport) -> None:
        counts = {"matched": report.matched, "all": len(report.survey.threads), "forum": report.survey.forum}
        self.stdout.write(_("Disqus · %(forum)s · %(matched)d of %(all)d threads have a page here") % counts)
        self.stdout.write("")
        for line in (*table_lines(report, KINDS), *loss_lines(report)):
            self.stdout.write(line)
        self._tell_elsewhere(report)
        remarks = report.survey.remarks.total()
        if report.is_dry:
            text = ngettext(
                "Dry run: %(count)d comment was looked at and nothing was stored.",
                "Dry run: %(count)d comments were looked at and nothing was stored.",
                remarks,
            )
            self.stdout.write(text % {"count": remarks})
        elif not remarks:
            self.stdout.write(_("The export holds no comments."))

    def _tell_elsewhere(self, report: DisqusReport) -> None:
        if report.elsewhere:
            self.stdout.write("")
            self.stdout.write(_("Threads that match no page here, with their comments:"))
        for each in report.elsewhere:
            self.stdout.write(f"{each.comments:>7}  {one_line(each.address)[:1000]}")
        self.stdout.write("")
