"""Take in an export of WordPress (WXR). See docs/import-wordpress.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blog.actions.importing import ImportReport, import_wordpress
from blog.management.import_report import report_lines
from blog.management.importing import EXIT, ImportCommand


class Command(ImportCommand):
    help = (
        "Takes in posts, pages, categories, tags, authors and comments of a WordPress export (WXR). "
        f"What is there already stays as it is, so the command can be repeated. {EXIT}"
    )

    def take_in(self, *, file: Path, options: dict[str, Any], **parts: Any) -> ImportReport:
        return import_wordpress(**parts)

    def tell(self, report: ImportReport) -> None:
        for line in report_lines(report):
            self.stdout.write(line)
        items = report.survey.items
        if not report.survey.kinds.keys() & {"post", "page"}:
            self.stdout.write(_("The export holds no posts and no pages."))
        elif report.is_dry:
            self.stdout.write(
                ngettext(
                    "Dry run: %(count)d entry was looked at and nothing was stored.",
                    "Dry run: %(count)d entries were looked at and nothing was stored.",
                    items,
                )
                % {"count": items}
            )
