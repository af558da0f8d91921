"""Reasons are words of fixed lists."""

import pytest
from django.utils import translation

from comments.rules import reasons


def test_a_moderator_may_give_a_listed_reason_or_none():
    for reason in ("", *reasons.REMOVAL):
        reasons.check_reason(reason)


@pytest.mark.parametrize("reason", ["nonsense", "read_first", "Spam"])
def test_any_other_reason_is_refused(reason):
    with pytest.raises(reasons.UnknownReason):
        reasons.check_reason(reason)


def test_every_reason_has_words_and_a_forgotten_one_keeps_its_key():
    with translation.override("en"):
        words = [str(reasons.label(key)) for key in ("spam", "first_comment", "given_up_since")]

    assert words[0] == "advertising"
    assert words[1].startswith("The first comments")
    assert words[2] == "given_up_since"
