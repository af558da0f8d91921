"""A mail is owed once, sent once, and forgotten."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import override_settings

from accounts.actions.deliveries import LEASE, owe_mail, send_delivery
from accounts.models import Community, Delivery, User
from accounts.rules.backoff import GIVE_UP_AFTER
from tests.builders import a_person

pytestmark = pytest.mark.django_db

NOWHERE = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {"host": "127.0.0.1", "port": 1, "timeout": 1},
    }
}


def an_owed_mail(now, *, key="code:1", person=None, **context) -> Delivery:
    return owe_mail(
        key=key,
        kind="login_code",
        to="mira@example.org",
        person=person,
        template="mail/login_code.txt",
        context={"code": "KLMN-PQRS"} | context,
        language="en",
        now=now,
    )


def test_an_owed_mail_waits_with_its_texts_and_nothing_is_sent(now):
    delivery = an_owed_mail(now)

    assert delivery.state == Delivery.State.OWED
    assert "KLMN-PQRS" in delivery.text
    assert "<h2>KLMN-PQRS</h2>" in delivery.html
    assert mail.outbox == []


def test_the_same_reason_owes_one_mail(now):
    first, again = an_owed_mail(now), an_owed_mail(now)

    assert first.pk == again.pk


def test_a_sent_mail_keeps_no_text(now):
    delivery = an_owed_mail(now)

    assert send_delivery(delivery, now)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.text, delivery.html, delivery.sent_at) == ("sent", "", "", now)
    assert [m.to for m in mail.outbox] == [["mira@example.org"]]
    assert mail.outbox[0].alternatives[0].mimetype == "text/html"


def test_two_workers_with_one_row_send_one_mail(now):
    delivery = an_owed_mail(now)
    seen_by_another = Delivery.objects.get(pk=delivery.pk)

    results = [send_delivery(delivery, now), send_delivery(seen_by_another, now)]

    assert results == [True, False]
    assert len(mail.outbox) == 1


def test_a_mail_that_a_dying_worker_held_is_sent_after_its_lease(now):
    delivery = an_owed_mail(now)
    Delivery.objects.filter(pk=delivery.pk).update(attempts=1, not_before=now + LEASE)
    delivery.refresh_from_db()

    assert not send_delivery(delivery, now)
    assert send_delivery(delivery, now + LEASE)


@pytest.mark.enable_socket
def test_a_server_that_is_away_leaves_the_mail_for_later_and_its_words_out_of_the_row(now):
    delivery = an_owed_mail(now)

    with override_settings(MAILERS=NOWHERE):
        assert not send_delivery(delivery, now)

    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.OWED
    assert delivery.not_before == now + timedelta(seconds=30)
    assert delivery.problem == "ConnectionRefusedError"
    assert send_delivery(delivery, delivery.not_before)


@pytest.mark.enable_socket
def test_a_mail_is_given_up_at_last_and_forgets_its_text(now):
    delivery = an_owed_mail(now)
    Delivery.objects.filter(pk=delivery.pk).update(attempts=GIVE_UP_AFTER - 1)
    delivery.refresh_from_db()

    with override_settings(MAILERS=NOWHERE):
        send_delivery(delivery, now)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.text, delivery.html) == ("failed", "", "")


def test_the_greeting_is_as_the_person_wishes(now):
    informal = a_person("Mira Lindqvist")
    formal = a_person("Torben Kramm", address_form=User.AddressForm.FORMAL)

    texts = [
        an_owed_mail(now, key="a", person=informal).text,
        an_owed_mail(now, key="b", person=formal).text,
    ]

    assert texts[0].startswith("Hello Mira Lindqvist,")
    assert texts[1].startswith("Dear Torben Kramm,")


def test_a_mail_is_signed_with_the_name_of_the_site_in_a_line_of_its_own(now):
    person = a_person("Mira Lindqvist")

    assert f"\n\nAll the best\n{Community.load().name}\n" in an_owed_mail(now, person=person).text


def test_a_value_with_markup_is_plain_in_the_text_and_harmless_in_the_html(now):
    delivery = an_owed_mail(now, code="<b>&'")

    assert "    <b>&'" in delivery.text
    assert "<b>&'" not in delivery.html
    assert "&lt;b&gt;&amp;&#x27;" in delivery.html


@pytest.mark.parametrize("ending", ["\r\nBcc: all@example.org", "\nX-Evil: 1", "\rX: 1"])
def test_no_line_break_reaches_the_head_of_a_mail(now, ending):
    delivery = owe_mail(
        key="k", kind="k", to="mira@example.org", person=None, template="mail/login_code.txt",
        context={"code": "1"}, language="en", now=now, headers={f"X-Thread{ending}": f"7{ending}"},
    )  # fmt: skip

    send_delivery(delivery, now)

    heads = mail.outbox[0].message().items()
    assert "Bcc" not in dict(heads) and "X-Evil" not in dict(heads) and "X" not in dict(heads)
    assert all("\n" not in value.replace("\n ", "") for _name, value in heads)


def test_the_database_refuses_a_subject_of_two_lines(now):
    delivery = an_owed_mail(now)

    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(subject="a\nBcc: x@example.org")
