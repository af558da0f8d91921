"""Everybody has a picture, and nobody had to fetch it from elsewhere."""

from xml.etree import ElementTree as ET

import pytest

from accounts.models import User
from accounts.rules.pictures import COLOURS, figure
from accounts.templatetags.people import avatar, drawn


def luminance(colour: str) -> float:
    def channel(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_a_seed_always_gives_the_same_figure():
    assert figure("17") == figure("17")


def test_a_thousand_people_have_hundreds_of_figures():
    assert len({figure(str(n)) for n in range(1000)}) > 300


def test_every_figure_is_small_well_formed_and_hidden_from_screen_readers():
    for seed in ["", *map(str, range(500))]:
        markup = drawn(seed)
        assert len(markup.encode()) <= 250
        assert ET.fromstring(markup).get("aria-hidden") == "true"  # our own text
        assert "style" not in markup and "id=" not in markup


@pytest.mark.parametrize("paper", ["#fbfaf6", "#14161a"])
@pytest.mark.parametrize("colours", COLOURS)
def test_figures_are_seen_in_both_themes(paper, colours):
    assert contrast(colours[0], paper) > 2
    assert contrast(*colours) > 2


def test_an_own_picture_replaces_the_figure():
    markup = avatar(User(pk=1, username="Mira", picture="people/abc.webp"))

    assert markup == (
        '<img class="avatar" src="/media/people/abc.webp" alt="" width="32" height="32" loading="lazy">'
    )


def test_nobody_is_grey():
    assert "#8d8a83" in avatar(None)
