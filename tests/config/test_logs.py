"""A line of the log is one line, carries the request's id, and names nobody."""

import json
import logging
import sys

import pytest
from django.core.exceptions import DisallowedHost
from django.db import IntegrityError

from config.logs import JsonFormatter, TextFormatter, current_request_id, without_the_address


def a_record(event: str = "post.published", problem: Exception | None = None, **extra: object):
    record = logging.makeLogRecord(
        {"name": "blog", "msg": event, "levelno": 20, "levelname": "INFO", **extra}
    )
    if problem:
        record.exc_info = (type(problem), problem, problem.__traceback__)
    return record


def test_a_line_is_one_object_with_what_the_caller_gave():
    line = json.loads(JsonFormatter().format(a_record(post=17)))

    assert line.pop("time")
    assert line == {"level": "info", "logger": "blog", "event": "post.published", "post": 17}


def test_a_line_carries_the_id_of_the_request():
    token = current_request_id.set("abc")

    line = json.loads(JsonFormatter().format(a_record()))

    current_request_id.reset(token)
    assert line["request"] == "abc"


@pytest.mark.parametrize("formatter", [JsonFormatter(), TextFormatter()])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\u2028", "\x85", "\x1b[2J"])
def test_what_is_logged_cannot_make_another_line(formatter, end):
    text = formatter.format(a_record(f"a{end}b", name_of=f"c{end}d"))

    assert len(text.splitlines()) == 1
    assert "\x1b" not in text


@pytest.mark.parametrize("formatter", [JsonFormatter(), TextFormatter()])
def test_a_trace_says_where_and_not_what(formatter):
    address = "@".join(["ada", "example.org"])
    try:
        try:
            raise IntegrityError(f"Key (email)=({address}) already exists")
        except IntegrityError as problem:
            raise ValueError("Ada") from problem
    except ValueError as problem:
        text = formatter.format(a_record(problem=problem))

    assert "test_logs.py" in text
    assert "django.db.utils.IntegrityError" in text
    assert address not in text
    assert "builtins.ValueError: " not in text


def test_lines_of_django_that_quote_the_path_are_dropped():
    fields = {"name": "django.request", "msg": "Not Found: %s", "args": ("/members/Ada/",)}
    record = logging.makeLogRecord(fields)

    assert without_the_address(record) is False


def test_a_refusal_keeps_its_kind_and_loses_its_words():
    record = logging.makeLogRecord(
        {"name": "django.security.DisallowedHost", "msg": "Invalid HTTP_HOST header: '%s'", "args": ("evil",)}
    )

    assert without_the_address(record) is True
    assert (record.getMessage(), record.name) == ("request.refused", "django.security.DisallowedHost")


def test_a_refusal_has_no_trace():
    try:
        raise DisallowedHost("evil")
    except DisallowedHost:
        record = logging.makeLogRecord(
            {"name": "django.security.DisallowedHost", "msg": "x", "exc_info": sys.exc_info()}
        )

    without_the_address(record)

    line = json.loads(JsonFormatter().format(record))
    assert line["problem"] == "DisallowedHost"
    assert "trace" not in line


@pytest.mark.django_db
def test_a_request_has_one_line_with_its_route(client, caplog):
    caplog.set_level(logging.INFO, "resonanz.access")

    response = client.get("/robots.txt?q=geheim", headers={"x-request-id": "forged"})

    (record,) = [record for record in caplog.records if record.name == "resonanz.access"]
    assert (record.method, record.route, record.status) == ("GET", "robots.txt", 200)
    assert "geheim" not in str(vars(record) | {"request": None})
    assert response["X-Request-Id"] != "forged"
