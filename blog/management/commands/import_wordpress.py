"""Take in an export of WordPress (WXR). See docs/import-wordpress.md."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actions.fetching import fetch
from blog.actions.importing import ImportReport, MediaFolder, MediaSources, import_wordpress
from blog.management.import_report import report_lines
from blog.management.importing import EXIT, ImportCommand


class Command(ImportCommand):
    help = (
        "Takes in posts, pages, categories, tags, authors and comments of a WordPress export (WXR). "
        f"What is there already stays as it is, so the command can be repeated. {EXIT}"
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--media-dir",
            type=Path,
            metavar="DIR",
            help="a copy of wp-content/uploads, from which pictures are taken",
        )
        parser.add_argument(
            "--fetch-media",
            action="store_true",
            help="ask the old site for pictures that are not in DIR (also in a dry run)",
        )

    def take_in(self, *, file: Path, options: dict[str, Any], **parts: Any) -> ImportReport:
        fetched = _fetched if options["fetch_media"] else None
        return import_wordpress(media=MediaSources(_folder(options["media_dir"]), fetched), **parts)

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


def _folder(path: Path | None) -> MediaFolder | None:
    if path is None:
        return None
    if not path.is_dir():
        raise CommandError(_("--media-dir: %(path)s is no folder.") % {"path": path}, returncode=2)
    try:
        return MediaFolder(path)
    except OSError as error:
        why = error.strerror or error
        raise CommandError(_("--media-dir: the folder cannot be read: %(why)s") % {"why": why}) from None


def _fetched(address: str) -> bytes:
    return fetch(address, accept="image/*").content
