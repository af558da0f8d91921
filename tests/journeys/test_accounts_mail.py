"""One mail over a real wire: from the form through the row and SMTP to the reader."""

import email
import email.policy
from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.utils import timezone

from accounts.actions.deliveries import send_delivery
from accounts.models import Delivery
from tests.accounts.steps import a_member
from tests.ports import a_free_port

pytestmark = pytest.mark.django_db


class Catcher:
    """Keeps what arrives."""

    def __init__(self) -> None:
        self.caught: list[Envelope] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.caught.append(envelope)
        return "250 kept"


@pytest.fixture
def post_office(settings) -> Iterator[Catcher]:
    catcher = Catcher()
    port = a_free_port()
    controller = Controller(catcher, hostname="127.0.0.1", port=port)
    controller.start()
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {
                "host": "127.0.0.1",
                "port": port,
                "timeout": 5,
            },
        }
    }
    yield catcher
    controller.stop()


@pytest.mark.parametrize(
    ("language", "form", "greeting"),
    [("en", "informal", "Hello Zoë Wiese,"), ("en", "formal", "Dear Zoë Wiese,")],
)
def test_the_code_arrives_as_text_and_as_html_and_opens_the_door(
    client, post_office, language, form, greeting
):
    a_member("Zoë Wiese", email="zoe@example.org", language=language, address_form=form)
    client.post("/accounts/login/code/", {"email": "zoe@example.org"})

    assert send_delivery(Delivery.objects.get(), timezone.now())

    (envelope,) = post_office.caught
    letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
    text = letter.get_body(("plain",)).get_content()
    html = letter.get_body(("html",)).get_content()
    code = next(line.strip() for line in text.splitlines() if line.startswith("    "))
    assert envelope.rcpt_tos == ["zoe@example.org"]
    assert text.startswith(greeting) and f"<h2>{code}</h2>" in html
    assert (letter["Auto-Submitted"], letter["Content-Language"]) == ("auto-generated", language)
    assert "<img" not in html and "http" not in html and "<style" not in html
    assert client.post("/accounts/login/code/confirm/", {"code": code}).status_code == 302
    assert not Delivery.objects.exclude(text="").exists()
