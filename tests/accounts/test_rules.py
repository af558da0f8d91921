"""The small rules about people: waiting, networks, letters, roles."""

from datetime import timedelta

import pytest

from accounts.rules.backoff import GIVE_UP_AFTER, wait_after
from accounts.rules.letters import Block, one_line, read_letter
from accounts.rules.networks import UNKNOWN, network_of
from accounts.rules.roles import Actor, ActorKind, Role, permits, permits_room, system

SITE = "https://blog.example"


def test_waits_double_from_half_a_minute_to_an_hour_and_end():
    waits = [wait_after(n) for n in range(1, GIVE_UP_AFTER)]

    assert waits[:3] == [timedelta(seconds=30), timedelta(seconds=60), timedelta(seconds=120)]
    assert max(waits) == timedelta(hours=1)
    assert waits == sorted(waits)
    assert wait_after(GIVE_UP_AFTER) is None


def test_a_mail_server_away_for_ten_minutes_is_asked_again_within_ten_more():
    asked, total = [], timedelta()
    for n in range(1, 10):
        total += wait_after(n)
        asked.append(total)

    assert any(timedelta(minutes=10) < moment <= timedelta(minutes=20) for moment in asked)


@pytest.mark.parametrize(
    ("remote", "forwarded", "trusted", "network"),
    [
        ("203.0.113.77", "", 0, "203.0.113.0"),
        ("203.0.113.77", "198.51.100.9", 0, "203.0.113.0"),
        ("10.0.0.2", "1.2.3.4, 198.51.100.9", 1, "198.51.100.0"),
        ("10.0.0.2", "1.2.3.4, 198.51.100.9, 10.0.0.9", 2, "198.51.100.0"),
        ("10.0.0.2", "198.51.100.9", 2, "10.0.0.0"),
        ("10.0.0.2", "nonsense", 1, "10.0.0.0"),
        ("2001:db8:1:2::3", "", 0, "2001:db8:1::"),
        ("::ffff:203.0.113.77", "", 0, "203.0.113.0"),
        ("10.0.0.2", "[2001:db8:1:2::3]:4711", 1, "2001:db8:1::"),
        ("10.0.0.2", "198.51.100.9:4711", 1, "198.51.100.0"),
        ("fe80::1%eth0", "", 0, "fe80::"),
        ("", "", 0, UNKNOWN),
        ("unix:", "", 0, UNKNOWN),
    ],
)
def test_only_the_network_is_known_and_only_own_proxies_are_believed(remote, forwarded, trusted, network):
    assert network_of(remote, forwarded, trusted) == network


def test_a_letter_is_a_subject_and_paragraphs_of_three_kinds():
    letter = read_letter(
        f"Your code\n\nHello Mira,\nwelcome.\n\n    ABCD-EFGH\n\n{SITE}/accounts/login/\n\nBye", site_url=SITE
    )

    assert letter.subject == "Your code"
    assert letter.blocks == (
        Block("text", "Hello Mira,\nwelcome."),
        Block("code", "ABCD-EFGH"),
        Block("link", f"{SITE}/accounts/login/"),
        Block("text", "Bye"),
    )


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        f"{SITE}.evil.example/",
        f"{SITE}@evil.example/",
        f"{SITE}/ https://evil.example/",
    ],
)
def test_only_an_address_of_the_site_becomes_a_link(address):
    letter = read_letter(f"Subject\n\n{address}", site_url=SITE)

    assert [block.kind for block in letter.blocks] == ["text"]


@pytest.mark.parametrize("text", ["a\r\nBcc: x@example.org", "a\x00b", "a\u2028b", "a\x85b", "\x0b\x0ca"])
def test_a_subject_is_one_line_whatever_was_put_into_it(text):
    assert one_line(text).isprintable()
    assert len(one_line(text).splitlines()) == 1


# A6, the written table: what each role may do in the admin.
TABLE = {
    "comments.view_comment": {Role.MODERATOR, Role.EDITOR, Role.EDITOR_IN_CHIEF},
    "comments.change_comment": {Role.MODERATOR, Role.EDITOR_IN_CHIEF},
    "comments.view_logentry": {Role.MODERATOR, Role.EDITOR_IN_CHIEF},
    "comments.view_thread": {Role.MODERATOR, Role.EDITOR_IN_CHIEF},
    "comments.delete_comment": set(),
    "comments.add_comment": set(),
    "blog.add_post": {Role.EDITOR, Role.EDITOR_IN_CHIEF},
    "blog.change_post": {Role.EDITOR, Role.EDITOR_IN_CHIEF},
    "blog.change_sitesettings": {Role.EDITOR_IN_CHIEF},
    "blog.delete_sitesettings": set(),
    "accounts.view_user": {Role.EDITOR_IN_CHIEF},
    "accounts.change_user": set(),
    "accounts.view_delivery": set(),
    "auth.change_group": set(),
}


@pytest.mark.parametrize("permission", TABLE)
def test_each_role_may_do_what_the_table_says_and_nothing_else(permission):
    allowed = {role for role in Role if permits(frozenset({role}), permission)}

    assert allowed == TABLE[permission]


@pytest.mark.parametrize(
    ("room", "roles"),
    [
        ("comments", {Role.MODERATOR, Role.EDITOR, Role.EDITOR_IN_CHIEF}),
        ("blog", {Role.EDITOR, Role.EDITOR_IN_CHIEF}),
        ("accounts", {Role.EDITOR_IN_CHIEF}),
        ("auth", set()),
    ],
)
def test_a_role_sees_the_rooms_it_works_in(room, roles):
    assert {role for role in Role if permits_room(frozenset({role}), room)} == roles


def test_an_actor_moderates_edits_and_appoints_by_role():
    def person(*roles):
        return Actor(ActorKind.PERSON, person_id=1, roles=frozenset(roles))

    assert not person().may_moderate and not person().may_edit and not person().may_appoint
    assert person(Role.MODERATOR).may_moderate and not person(Role.MODERATOR).may_edit
    assert person(Role.EDITOR).may_edit and not person(Role.EDITOR).may_moderate
    assert person(Role.EDITOR_IN_CHIEF).may_edit and person(Role.EDITOR_IN_CHIEF).may_moderate
    assert not person(Role.EDITOR_IN_CHIEF).may_appoint
    assert person(Role.ADMINISTRATOR).may_appoint
    assert system("import").may_moderate and system("import").may_edit and system("import").may_appoint
    assert not Actor(ActorKind.RULE, name="links").may_moderate
