"""Which picture a refusal means (E11)."""

import pytest

from blog.rules.readiness import Lack, Missing, pictures_without_words
from markup import clean_post

SILENT = '<img src="/media/images/2026/03/ab.jpg" alt="">'


def lack(number, name):
    return Lack(Missing.ALTERNATIVE_TEXT, number, name)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<img src="/media/a.jpg" alt="A dog">', []),
        (SILENT, [lack(1, "ab.jpg")]),
        (f'<img src="/media/a.jpg" alt="A dog">{SILENT}', [lack(2, "ab.jpg")]),
        (f"<figure>{SILENT}<figcaption>Our <em>dog</em></figcaption></figure>", [lack(1, "Our dog")]),
        (
            f"{SILENT}<figure><img src='/media/b.jpg' alt='b'><figcaption>B</figcaption></figure>",
            [lack(1, "ab.jpg")],
        ),
        (f"<figure>{SILENT}<figcaption>{'ab ' * 40}</figcaption></figure>", [lack(1, "ab " * 19 + "ab…")]),
    ],
)
def test_a_picture_without_words_is_named_by_its_caption_or_its_file(html, expected):
    assert pictures_without_words(clean_post(html)) == expected


def test_the_sentence_names_the_picture(in_english):
    assert lack(2, "Our dog").words == "Picture 2 in the text (Our dog) has no alternative text."
