"""Error pages: in the reader's language, with the request's id, without a trace, and with what was typed."""

import pytest
from django.test import Client

from accounts.models import User
from tests.urls import SECRET


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("address", "status"), [("broken", 500), ("away", 503), ("bad", 400), ("large", 413)]
)
def test_a_broken_request_or_site_gets_a_page_without_the_database(visitor, address, status):
    response = visitor.get(f"/{address}/")

    page = response.content.decode()
    assert response.status_code == status
    assert SECRET not in page
    assert response["X-Request-Id"] in page
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "status"), [("forbidden", 403), ("missing", 404), ("form", 405)])
def test_what_a_reader_may_meet_is_framed_like_every_page(visitor, address, status):
    response = visitor.get(f"/{address}/")

    page = response.content.decode()
    assert response.status_code == status
    assert SECRET not in page
    assert response["X-Request-Id"] in page
    assert "site-head" in page


def test_a_database_that_is_away_says_when_to_come_back(visitor):
    assert visitor.get("/away/")["Retry-After"] == "10"


def test_the_page_speaks_the_language_of_the_address(visitor):
    assert '<html lang="de">' in visitor.get("/broken/").content.decode()
    assert '<html lang="en">' in visitor.get("/en/broken/").content.decode()


def test_the_policy_holds_on_error_pages(visitor):
    assert "default-src 'self'" in visitor.get("/broken/")["Content-Security-Policy"]
    assert "default-src 'self'" in visitor.get("/%00")["Content-Security-Policy"]


@pytest.mark.django_db
def test_a_refused_method_says_which_are_taken(visitor):
    response = visitor.get("/form/")

    assert response["Allow"] == "POST"


@pytest.mark.django_db
def test_an_expired_form_gives_back_what_was_typed_and_no_secret():
    visitor = Client(enforce_csrf_checks=True)

    response = visitor.post(
        "/form/",
        {
            "text": "Bei mir <b>auch</b>, seit gestern.",
            "note": "\nfirst line is empty",
            "password": "pass phrase of five words",
            "csrfmiddlewaretoken": "x" * 64,
            "choice": "oldest",
        },
    )

    page = response.content.decode()
    assert response.status_code == 403
    assert "Bei mir &lt;b&gt;auch&lt;/b&gt;, seit gestern." in page
    assert page.count("<textarea") == 2
    assert "pass phrase" not in page
    assert "x" * 64 not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://testserver/2026/03/a-post/", "http://testserver/2026/03/a-post/"),
        ("https://elsewhere.example/", "http://localhost:8000/"),
        ("javascript:alert(1)", "http://localhost:8000/"),
    ],
)
def test_the_way_back_never_leaves_the_site(came_from, back):
    visitor = Client(enforce_csrf_checks=True)

    page = visitor.post("/form/", {"text": "a b"}, headers={"referer": came_from}).content.decode()

    assert f'href="{back}"' in page


@pytest.mark.django_db
def test_nobody_is_named_on_an_error_page_of_somebody_else(visitor):
    User.objects.create(username="Ada", email="ada@example.org")

    assert "Ada" not in visitor.get("/missing/").content.decode()
