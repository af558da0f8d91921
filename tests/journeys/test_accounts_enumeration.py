"""Whether an address has an account is nobody's business (A1, quality 21)."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Delivery, User
from tests.accounts.steps import a_member, sign_in

pytestmark = pytest.mark.django_db

KNOWN, UNKNOWN = "mira@example.org", "nora@example.org"


def seen(answer, *secrets: str) -> tuple[int, str, str]:
    """What a stranger sees: status, way on, words; without tokens and without what they typed themselves."""
    words = answer.content.decode()
    words = re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]+', r"\1", words)
    words = re.sub(r"[0-9a-f]{32}", "", words)
    for secret in secrets:
        words = words.replace(secret, "…")
    return answer.status_code, answer.get("Location", ""), words


def walk(client_class, steps, email):
    client = client_class()
    return [seen(getattr(client, verb)(path, form(email)), email) for verb, path, form in steps]


WAYS = {
    "sign-up": [
        (
            "post",
            "/accounts/signup/",
            lambda e: {"email": e, "username": "Nora Wiese", "password1": "four-quiet-words"},
        ),
        ("get", "/accounts/confirm-email/", lambda e: {}),
        ("post", "/accounts/confirm-email/", lambda e: {"code": "AAAA-BBBB"}),
        ("post", "/accounts/confirm-email/", lambda e: {"action": "resend"}),
        ("get", "/accounts/confirm-email/", lambda e: {}),
    ],
    "mailed code": [
        ("post", "/accounts/login/code/", lambda e: {"email": e}),
        ("get", "/accounts/login/code/confirm/", lambda e: {}),
        ("post", "/accounts/login/code/confirm/", lambda e: {"code": "AAAA-BBBB"}),
        ("post", "/accounts/login/code/confirm/", lambda e: {"action": "resend"}),
        ("get", "/accounts/login/code/confirm/", lambda e: {}),
    ],
    "reset": [
        ("post", "/accounts/password/reset/", lambda e: {"email": e}),
        ("get", "/accounts/password/reset/confirm/", lambda e: {}),
        ("post", "/accounts/password/reset/confirm/", lambda e: {"code": "AAAA-BBBB"}),
        ("get", "/accounts/password/reset/complete/", lambda e: {}),
    ],
    "password": [("post", "/accounts/login/", lambda e: {"login": e, "password": "wrong-words-here"})] * 7,
}


@pytest.mark.parametrize("way", WAYS)
def test_a_known_and_an_unknown_address_are_answered_alike(client, way):
    a_member(email=KNOWN)

    known = walk(type(client), WAYS[way], KNOWN)
    # Another newcomer: the first attempt holds its name in both cases.
    steps = [
        (v, p, lambda e, f=f: {k: x.replace("Nora", "Lena") for k, x in f(e).items()})
        for v, p, f in WAYS[way]
    ]
    unknown = walk(type(client), steps, UNKNOWN)

    assert known == unknown


@pytest.mark.parametrize("email", [KNOWN, UNKNOWN])
def test_asking_a_second_time_for_the_same_name_tells_nothing(client, email, in_english):
    a_member(email=KNOWN)
    form = {"email": email, "username": "Nora Wiese", "password1": "four-quiet-words"}
    type(client)().post("/accounts/signup/", form)

    again = type(client)().post("/en/accounts/signup/", form | {"email": "third@example.org"})

    assert again.status_code == 422
    assert again.context["form"].errors["username"] == ["This name is taken, or it looks like one that is."]


@pytest.mark.parametrize(
    ("path", "form", "kind"),
    [
        (
            "/accounts/signup/",
            {"username": "Nora", "password1": "four-quiet-words"},
            "account_already_exists",
        ),
        ("/accounts/login/code/", {}, "login_code"),
        ("/accounts/password/reset/", {}, "password_reset_code"),
    ],
)
def test_the_owner_of_a_known_address_is_told_by_mail(client, path, form, kind):
    person = a_member(email=KNOWN)

    client.post(path, form | {"email": KNOWN})

    assert list(Delivery.objects.values_list("kind", "person", "to")) == [(kind, person.pk, KNOWN)]
    assert User.objects.count() == 1


def test_a_mail_about_a_code_never_carries_an_address_of_another_host(client, settings):
    a_member(email=KNOWN)

    client.post("/accounts/password/reset/", {"email": UNKNOWN}, headers={"host": "localhost"})

    text = Delivery.objects.get(to=UNKNOWN).text
    assert re.findall(r"https?://[^/\s]+", text) == [settings.SITE_URL]


def test_the_number_of_questions_to_the_database_does_not_tell_either(client):
    """A cheap stand-in for a clock: known and unknown names ask the accounts the same number of times."""
    a_member("Mira Lindqvist", email=KNOWN)
    counts = {}
    for login in ("Mira Lindqvist", "Nora Wiese"):
        with CaptureQueriesContext(connection) as queries:
            sign_in(type(client)(), login, "wrong-words-here")
        counts[login] = sum("accounts_user" in q["sql"] or "emailaddress" in q["sql"] for q in queries)

    assert len(set(counts.values())) == 1
    assert EmailAddress.objects.count() == 1
