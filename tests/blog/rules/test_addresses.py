import pytest

from blog.rules.addresses import free_slug, is_reserved, is_slug, post_path, slug_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Störung: was war?", "stoerung-was-war"),
        ("Größe, Maß & Übermut", "groesse-mass-uebermut"),
        ("Sto\u0308rung", "stoerung"),
        ("Don’t panic", "dont-panic"),
        ("Élan à la carte", "elan-a-la-carte"),
        ("  8 mobile, 60 landline  ", "8-mobile-60-landline"),
        ("Łódź, Ærø, Þing", "lodz-aero-thing"),
        ("😀", ""),
        ("خبر", ""),
        ("\x00\u202e", ""),
        ("", ""),
    ],
)
def test_a_title_makes_an_address_of_plain_letters(title, slug):
    assert slug_of(title) == slug


def test_a_long_title_makes_an_address_that_ends_at_a_word():
    slug = slug_of("word " * 100)

    assert len(slug) <= 80
    assert slug.endswith("-word")


def test_a_title_of_one_endless_word_is_cut():
    assert slug_of("a" * 100_000) == "a" * 80


@pytest.mark.parametrize("word", ["feed", "page", "en", "de", "admin", "media", "2026"])
def test_words_that_the_site_needs_are_reserved(word):
    assert is_reserved(word)


@pytest.mark.parametrize("typed", ["ok", "two-words", "with_line", "2026-review"])
def test_small_letters_digits_and_lines_make_an_address(typed):
    assert is_slug(typed)


@pytest.mark.parametrize("typed", ["", "Two", "ä", "-a", "a-", "a--b", "a b", "a/b", "..", "a\n", "x" * 201])
def test_anything_else_is_no_address(typed):
    assert not is_slug(typed)


def test_a_taken_address_gets_a_number():
    assert free_slug("news", {"news", "news-2"}) == "news-3"


def test_a_reserved_word_gets_a_number_as_well():
    assert free_slug("feed", set()) == "feed-2"


def test_a_title_without_letters_gets_an_address_all_the_same():
    assert free_slug("", {"post"}) == "post-2"


def test_the_path_of_a_post_has_four_and_two_digits():
    assert post_path(987, 3, "news") == "/0987/03/news/"
