import random
import time

import pytest

from markup import clean_post
from markup.difference import Kind, Piece, difference, paragraphs_of, words_changed


def shown(blocks):
    marks = {Kind.SAME: "{}", Kind.ADDED: "[+{}+]", Kind.REMOVED: "[-{}-]"}
    return ["".join(marks[piece.kind].format(piece.text) for piece in block.pieces) for block in blocks]


def side(blocks, other):
    texts = ("".join(piece.text for piece in block.pieces if piece.kind is not other) for block in blocks)
    return [text for text in texts if text]


def test_a_changed_word_is_shown_beside_the_old_one():
    assert shown(difference(["Out for 20 minutes."], ["Out for 25 minutes."])) == [
        "Out for[- 20-][+ 25+] minutes."
    ]


def test_the_space_before_a_changed_word_is_marked_on_neither_side():
    (block,) = difference(["Out for 20 minutes."], ["Out for 25 minutes."])

    assert [(piece.space, piece.words) for piece in block.pieces if piece.kind is not Kind.SAME] == [
        (" ", "20"), (" ", "25"),
    ]  # fmt: skip


def test_mere_space_is_marked_where_nothing_else_was_changed():
    assert (Piece(Kind.ADDED, "\n").space, Piece(Kind.ADDED, "\n").words) == ("", "\n")


def test_a_new_paragraph_is_added_as_a_whole():
    assert shown(difference(["One.", "Three."], ["One.", "Two.", "Three."])) == ["One.", "[+Two.+]", "Three."]


def test_a_paragraph_that_is_gone_is_removed_as_a_whole():
    assert shown(difference(["One.", "Two."], ["One."])) == ["One.", "[-Two.-]"]


def test_equal_texts_have_no_change():
    blocks = difference(["One."], ["One."])

    assert not any(block.changed for block in blocks)


def test_changed_words_are_counted():
    assert words_changed(difference(["a b c"], ["a x y c", "d"])) == (3, 1)


def test_a_text_is_read_with_addresses_and_pictures():
    body = clean_post(
        '<h2>Head</h2><p>A <a href="https://example.org/">link</a><br>and</p>'
        '<figure><img src="/media/a.jpg" alt="A dog"><figcaption>Rex</figcaption></figure>'
        "<ul><li>one</li><li>two</li></ul>"
    )

    assert paragraphs_of(body) == [
        "Head",
        "A link (https://example.org/)\nand",
        "[A dog – /media/a.jpg]",
        "Rex",
        "one",
        "two",
    ]


def chance():
    return random.Random(7)


LONG = {
    "natural": lambda r: " ".join(
        f"word{r.randint(0, 3000)}{r.choice(['', '', ',', '.'])}" for _ in range(12_000)
    ),
    "two words": lambda r: " ".join(r.choice("ab") for _ in range(50_000)),
    "a hundred words": lambda r: " ".join(f"{r.randint(0, 99)}" for _ in range(34_000)),
    "one word": lambda r: "x" * 100_000,
    "only stops": lambda r: ". " * 50_000,
    "many paragraphs": lambda r: "\n\n".join(f"{r.randint(0, 99)}" for _ in range(25_000)),
}


@pytest.mark.parametrize("shape", LONG)
def test_long_texts_are_compared_within_two_seconds_and_lose_nothing(shape):
    r = chance()
    old = LONG[shape](r)[:100_000].split("\n\n")
    new = (LONG[shape](r)[:60_000] + " end" + LONG[shape](r)[:40_000]).split("\n\n")

    start = time.process_time()
    blocks = difference(old, new)
    seconds = time.process_time() - start

    assert seconds < 2
    assert side(blocks, Kind.ADDED) == [text for text in old if text]
    assert side(blocks, Kind.REMOVED) == [text for text in new if text]


def test_words_that_alternate_in_every_paragraph_are_compared_in_no_time():
    """As much as a comment may hold: it took three seconds, and a page shows ten such differences."""
    old = [" ".join("ab"[number % 2] for number in range(199))] * 10
    new = [" ".join("ac"[number % 2] for number in range(199))] * 10

    start = time.process_time()
    blocks = difference(old, new)

    assert time.process_time() - start < 0.3
    assert side(blocks, Kind.ADDED) == old
    assert side(blocks, Kind.REMOVED) == new


def test_a_word_said_again_and_again_in_prose_still_shows_what_changed():
    old = "the dog and the cat and the bird and the fish saw the man and the sea"

    blocks = difference([old], [old.replace("bird", "bird no")])

    assert shown(blocks) == ["the dog and the cat and the bird[+ no+] and the fish saw the man and the sea"]
