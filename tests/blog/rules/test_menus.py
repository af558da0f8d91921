import pytest

from blog.rules.menus import Entry, Fault, MenuRefused, parse_menu


def test_a_menu_has_one_entry_a_line():
    assert parse_menu("About | /about/\r\n\n  Feed|https://example.org/feed/ ") == [
        Entry("About", "/about/"),
        Entry("Feed", "https://example.org/feed/"),
    ]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("About", Fault.NO_ADDRESS),
        ("About |", Fault.NO_ADDRESS),
        ("| /about/", Fault.NO_LABEL),
        ("About | about", Fault.STRANGE_ADDRESS),
        ("About | javascript:alert(1)", Fault.STRANGE_ADDRESS),
        ("About | //example.org/", Fault.STRANGE_ADDRESS),
        ("About | /\\example.org/", Fault.STRANGE_ADDRESS),
        ("About | /two words/", Fault.STRANGE_ADDRESS),
    ],
)
def test_a_line_that_is_no_entry_is_named(line, fault):
    with pytest.raises(MenuRefused) as refusal:
        parse_menu(f"Home | /\n\n{line}")

    assert (refusal.value.line, refusal.value.fault) == (3, fault)
