"""Names behind an "@" become links, and nothing else does (C4, C9)."""

import pytest

from markup import beginnings, names_after_signs, render_comment, with_members_at

PEOPLE = {
    "Mira": "/members/Mira/",
    "Mira Lindqvist": "/members/Mira%20Lindqvist/",
    "o_o": "/members/o_o/",
    "Jo-Ann": "/members/Jo-Ann/",
}
MIRA = '<a href="/members/Mira/" rel="nofollow ugc noopener">@Mira</a>'


def line(source: str) -> str:
    return render_comment(source, PEOPLE).removeprefix("<p>").removesuffix("</p>\n")


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("@Mira", MIRA),
        ("@Mira, bei mir auch.", f"{MIRA}, bei mir auch."),
        ("(@Mira) „@Mira“", f"({MIRA}) „{MIRA}“"),
        ("**@Mira**", f"<strong>{MIRA}</strong>"),
        ("@Mira.", f"{MIRA}."),
        ("@Mira @Mira", f"{MIRA} {MIRA}"),
    ],
)
def test_a_known_name_is_a_link(source, html):
    assert line(source) == html


def test_the_longest_name_is_meant():
    assert line("@Mira Lindqvist sagt") == (
        '<a href="/members/Mira%20Lindqvist/" rel="nofollow ugc noopener">@Mira Lindqvist</a> sagt'
    )


@pytest.mark.parametrize("name", ["o_o", "Jo-Ann"])
def test_names_may_have_signs(name):
    assert f">@{name}</a>" in line(f"@{name}: ja")


@pytest.mark.parametrize(
    "source",
    [
        "`@Mira`",
        "post@Mira",
        "mira@Mira.de",
        "https://example.org/@Mira",
        "[@Mira](https://example.org/)",
        r"\@Mira",
        "@Miranda",
        "@Mira-Lou",
        "@Mira.de",
        "@ Mira",
        "@@Mira",
        "@Tim",
    ],
)
def test_what_looks_like_a_name_and_is_none_stays_as_it_is(source):
    assert "/members/" not in render_comment(source, PEOPLE)
    assert render_comment(source, PEOPLE) == render_comment(source)


def test_code_blocks_address_nobody():
    assert "/members/" not in render_comment("```\n@Mira\n```\n", PEOPLE)


def test_without_people_nobody_is_addressed():
    assert render_comment("@Mira") == "<p>@Mira</p>\n"


def test_a_name_that_stays_plain_does_not_lend_its_first_word():
    people = {"Mira": "/members/Mira/", "Mira Lindqvist": ""}

    assert render_comment("@Mira Lindqvist", people) == "<p>@Mira Lindqvist</p>\n"


def test_what_stands_behind_the_signs_is_told_in_order():
    assert names_after_signs("Ja, @Mira Lindqvist, und `@x` mit a@b.de und @Tim\n@Uwe T.") == [
        "Mira Lindqvist",
        "Tim",
        "Uwe T.",
    ]


def test_the_words_that_may_be_the_name_come_longest_first():
    assert beginnings("Jo-Ann hat recht.") == ["Jo-Ann hat recht", "Jo-Ann hat", "Jo-Ann"]


def test_a_flood_of_signs_is_looked_at_for_a_while_only():
    assert len(names_after_signs("@a " * 1000)) == 40


def test_an_address_is_escaped():
    html = render_comment("@Mira", {"Mira": '/members/"><script>/'})

    assert "<script" not in html


def test_names_lead_to_the_pages_of_a_language():
    html = render_comment('@Mira <a href="/members/x">', PEOPLE)

    english = with_members_at(html, "/en")

    assert english.count("/en/members/") == 1
    assert with_members_at(html, "") == html
