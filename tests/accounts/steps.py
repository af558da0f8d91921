"""What several journeys do: read the mail that is owed, sign up, make the code that an app would show."""

import base64
import hmac
import re
import struct
import time

from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import Delivery, User
from tests.builders import a_person

PASSWORD = "sesame-and-lilies"


def a_member(name: str = "Mira Lindqvist", *roles, email: str = "", **fields) -> User:
    """A person with a verified address, as `add_person` makes them."""
    person = a_person(name, *roles, **fields)
    if email:
        User.objects.filter(pk=person.pk).update(email=email)
        person.email = email
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def code_in_the_mail(to: str, kind: str) -> str:
    text = Delivery.objects.filter(to=to, kind=kind).latest("pk").text
    return re.search(r"^    (\S+)$", text, re.MULTILINE)[1]


def sign_in(client: Client, login: str, password: str = PASSWORD, **extra):
    return client.post(
        "/accounts/login/", {"login": login, "password": password} | extra.pop("data", {}), **extra
    )


def code_of_the_app(secret: str, *, steps: int = 0) -> str:
    """The six digits of RFC 6238 for now; `steps` half minutes later."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30 + steps), "sha1").digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def set_up_the_app(client: Client) -> str:
    """Switch the second factor on for the signed-in person and return its key."""
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": code_of_the_app(secret)})
    return secret
