"""Addresses that prove by themselves that somebody was given them: of cases, and of receipts of reports."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from comments.models import Case, Report

_CASE = Signer(salt="comments.case")
_RECEIPT = Signer(salt="comments.receipt")


class BadToken(Exception):
    """Nobody was given this token."""


def case_path(case: Case) -> str:
    """Return the path of a statement of reasons, in the language that is spoken now."""
    return reverse("comments:case", args=[_CASE.sign(str(case.pk))])


def case_address(case: Case) -> str:
    """Return the whole address, for mails. It never expires: old mails are read late."""
    return f"{settings.SITE_URL}{case_path(case)}"


def receipt_path(report: Report) -> str:
    """Return the path of the receipt of a report that was made without an account."""
    return reverse("comments:receipt", args=[_RECEIPT.sign(str(report.pk))])


def receipt_address(report: Report) -> str:
    return f"{settings.SITE_URL}{receipt_path(report)}"


def case_of(token: str) -> int:
    """Return the id of the case that an address leads to. Raises BadToken."""
    return _read(_CASE, token)


def report_of(token: str) -> int:
    """Return the id of the report whose receipt an address leads to. Raises BadToken."""
    return _read(_RECEIPT, token)


def _read(signer: Signer, token: str) -> int:
    try:
        return int(signer.unsign(token))
    except (BadSignature, ValueError):
        raise BadToken from None
