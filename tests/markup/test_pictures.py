"""Pictures in stored HTML as pages and feeds show them."""

from markup import (
    Choice,
    Picture,
    SafeHTML,
    clean_post,
    picture_addresses,
    picture_html,
    with_pictures,
    with_plain_pictures,
)

PLAIN = Choice("image/jpeg", (("/media/r/640.jpg", 640), ("/media/r/960.jpg", 960)))
MODERN = Choice("image/avif", (("/media/r/640.avif", 640),))
FIELD = Picture("/media/a.jpg", 1600, 900, "A field", (MODERN,), PLAIN)
KNOWN = {"/media/a.jpg": FIELD}


def shown(html: str, eager: int = 0) -> str:
    return with_pictures(clean_post(html), KNOWN, sizes=lambda width: f"{width}px", eager=eager)


def test_a_picture_offers_lighter_files_and_knows_its_size() -> None:
    html = picture_html(FIELD, sizes="100vw")

    assert html == (
        '<picture><source type="image/avif" srcset="/media/r/640.avif 640w" sizes="100vw">'
        '<img src="/media/a.jpg" srcset="/media/r/640.jpg 640w, /media/r/960.jpg 960w" sizes="100vw"'
        ' width="1600" height="900" alt="A field" loading="lazy" decoding="async"></picture>'
    )
    assert isinstance(html, SafeHTML)


def test_the_picture_of_the_page_is_fetched_first() -> None:
    html = picture_html(FIELD, sizes="100vw", lazy=False, important=True)

    assert 'fetchpriority="high"' in html
    assert "loading" not in html


def test_a_picture_without_renditions_is_its_original() -> None:
    html = picture_html(Picture("/media/a.jpg", 16, 9, 'A "field" <b>'), sizes="100vw")

    assert html == (
        '<img src="/media/a.jpg" width="16" height="9" alt="A &quot;field&quot; &lt;b&gt;"'
        ' loading="lazy" decoding="async">'
    )


def test_a_picture_in_a_text_gets_all_its_files_and_its_size() -> None:
    html = shown('<figure><img src="/media/a.jpg"><figcaption>Where</figcaption></figure>')

    assert html.startswith("<figure><picture><source ")
    assert 'width="1600" height="900" alt="A field" loading="lazy"' in html
    assert html.endswith("</picture><figcaption>Where</figcaption></figure>")


def test_the_words_and_the_smaller_width_of_the_text_win() -> None:
    html = shown(
        '<p><img src="/media/a.jpg" alt="Our &quot;field&quot;" width="320" height="7" lang="en"></p>'
    )

    assert 'alt="Our &quot;field&quot;"' in html
    assert 'sizes="320px"' in html
    assert 'width="320" height="180"' in html
    assert 'lang="en"' in html


def test_a_text_cannot_stretch_a_picture() -> None:
    assert 'width="1600" height="900"' in shown('<p><img src="/media/a.jpg" alt="a" width="4000"></p>')


def test_only_the_first_pictures_come_at_once() -> None:
    html = shown('<img src="/media/a.jpg" alt="a"><img src="/media/a.jpg" alt="b">', eager=1)

    assert html.count("loading=") == 1
    assert html.index("loading=") > html.index('alt="b"')


def test_a_picture_that_is_not_known_keeps_what_the_text_says() -> None:
    html = shown('<p><img src="/media/b.jpg" alt="b" width="3" height="2"></p>')

    assert html == (
        '<p><img src="/media/b.jpg" alt="b" width="3" height="2" loading="lazy" decoding="async"></p>'
    )


def test_words_that_look_like_a_picture_stay_words() -> None:
    words = clean_post('<p>&lt;img src="/media/a.jpg"&gt;</p><p title="x">a</p>')

    assert with_pictures(words, KNOWN, sizes=str) == words


def test_addresses_come_in_their_order() -> None:
    html = clean_post('<p><img src="/media/b.jpg?a&amp;b" alt=""></p><img src="/media/a.jpg" alt=">">')

    assert picture_addresses(html) == ["/media/b.jpg?a&b", "/media/a.jpg"]


def test_a_feed_gets_one_file_that_all_programs_know() -> None:
    html = with_plain_pictures(clean_post('<p><img src="/media/a.jpg" alt="a"></p>'), KNOWN)

    assert html == '<p><img src="/media/r/960.jpg" alt="a" width="1600" height="900"></p>'
    assert isinstance(html, SafeHTML)
