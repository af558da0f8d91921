from markup import anchors_of, clean_post, links_of

TEXT = clean_post(
    '<p>A <a href="/x?a=1&amp;b=2">link <b>with</b> words</a>, a picture '
    '<a href="/y"><img src="/media/a.png" alt="shown"></a>, a name <a>without</a>.</p>'
    '<ol class="footnotes"><li id="fn-1">Note.</li></ol>'
)


def test_links_come_with_their_words_in_their_order():
    assert links_of(TEXT) == [("/x?a=1&b=2", "link with words"), ("/y", "")]


def test_places_are_the_ids_of_the_text():
    assert anchors_of(TEXT) == {"fn-1"}
