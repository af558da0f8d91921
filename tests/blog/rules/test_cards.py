"""Cards: whatever the title, a picture of the right size that is not too heavy."""

from io import BytesIO

import PIL.Image
import pytest

from blog.rules.cards import MOST_BYTES, Card, drawn, speaks_our_letters
from blog.rules.renditions import Focus
from blog.rules.setting import set_in_lines

TITLES = [
    "Plauderfunk schenkt Kunden nach der Störung 20 Freiminuten",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "Łódź, Győr, Šibenik",
    "Kurz 📵 gesagt 🏴‍☠️",
    "עברית \u202eالعربية",
    "a\x01b\x0bc\x1b\ufffe\u2028",
    "W" * 250,
    "i " * 125,
    "",
]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("mode", [None, "RGB"])
def test_any_title_gives_a_card_of_the_right_size_and_weight(title: str, mode: str | None) -> None:
    cover = PIL.Image.effect_noise((900, 700), 90).convert(mode) if mode else None

    content = drawn(Card("x", title, title or "Resonanz", kicker=title, focus=Focus(0, 100)), cover)

    card = PIL.Image.open(BytesIO(content))
    assert (card.size, card.format) == ((1200, 630), "JPEG" if mode else "PNG")
    assert len(content) <= MOST_BYTES


@pytest.mark.parametrize("mode", ["L", "RGBA"])
def test_a_cover_may_be_grey_or_see_through(mode: str) -> None:
    cover = PIL.Image.new(mode, (900, 700))

    assert PIL.Image.open(BytesIO(drawn(Card("x", "Title", "Resonanz"), cover))).mode == "RGB"


@pytest.mark.parametrize("size", [(1, 1), (3000, 2), (2, 3000), (420, 630)])
def test_a_cover_of_any_shape_fills_its_place(size: tuple[int, int]) -> None:
    content = drawn(Card("x", "Title", "Resonanz"), PIL.Image.new("RGB", size, "#ff0000"))

    card = PIL.Image.open(BytesIO(content)).convert("RGB")
    for place in ((790, 5), (1195, 5), (1195, 625), (790, 625)):
        red, green, blue = card.getpixel(place)
        assert red > 200 and green < 60 and blue < 60


def test_the_name_follows_everything_that_is_seen() -> None:
    card = Card("x", "Title", "Resonanz")
    others = [
        Card("y", "Title", "Resonanz"),
        Card("x", "Other", "Resonanz"),
        Card("x", "Title", "Other"),
        Card("x", "Title", "Resonanz", kicker="Netz"),
        Card("x", "Title", "Resonanz", cover="abc"),
        Card("x", "Title", "Resonanz", cover="abc", focus=Focus(1, 2)),
    ]

    assert len({each.name for each in [card, *others]}) == 7
    assert card.name == Card("x", "Title", "Resonanz").name
    assert max(len(each.name) for each in others) <= 60


@pytest.mark.parametrize(
    ("title", "ours"),
    [
        ("Störung", True),
        ("Łódź 📵", True),
        ("עברית", False),
        ("العربية", False),
        ("東京 Störung", False),
        ("📵", False),
    ],
)
def test_titles_in_other_letters_are_left_to_the_card_of_the_site(title: str, ours: bool) -> None:
    assert speaks_our_letters(title) is ours


def of_ten(text: str, size: int) -> float:
    return len(text) * size


def test_a_title_stands_as_large_as_it_can() -> None:
    wide = {"measure": of_ten, "sizes": [20, 10, 5], "leading": 1.0}

    assert set_in_lines("ab cd", width=100, height=40, **wide) == (20, ["ab cd"])
    assert set_in_lines("abcd efgh", width=100, height=40, **wide) == (20, ["abcd", "efgh"])
    assert set_in_lines("abcd efgh ijkl", width=100, height=40, **wide) == (10, ["abcd efgh", "ijkl"])


def test_a_long_word_shrinks_first_and_is_then_parted_between_syllables() -> None:
    small = {"measure": of_ten, "sizes": [10], "leading": 1.0, "height": 100}

    assert set_in_lines("Datenbankabfrage heute", width=120, **small) == (10, ["Datenbankab-", "frage heute"])
    assert set_in_lines("Wolkenkratzer", width=100, **small) == (10, ["Wolkenkra-", "tzer"])
    assert set_in_lines("xxxxxxxxxxxx", width=100, **small) == (10, ["xxxxxxxxx-", "xxx"])


def test_what_does_not_fit_at_all_ends_in_dots() -> None:
    size, lines = set_in_lines(
        "eins zwei drei vier", measure=of_ten, width=50, height=20, sizes=[10], leading=1.0
    )

    assert (size, lines) == (10, ["eins", "zwei…"])
