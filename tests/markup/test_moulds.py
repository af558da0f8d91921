import pytest
from django.template import engines
from django.utils.safestring import SafeString

from markup import Mould, SafeHTML, blank, fill


def a_mould(template: str = '<p title="{{ name }}">{{ name }}: {{ said }}</p>') -> Mould:
    blanks = {"name": blank("name"), "said": blank("said")}
    return Mould(engines["django"].from_string(template).render(blanks))


def test_every_blank_is_filled_as_often_as_it_stands_there():
    assert fill([(a_mould(), {"name": "Ada", "said": 7})]) == '<p title="Ada">Ada: 7</p>'


def test_what_is_filled_in_is_escaped_in_words_and_in_attributes():
    filled = fill([(a_mould(), {"name": "\"><script>'", "said": "<b>&amp;</b>"})])

    quoted = "&quot;&gt;&lt;script&gt;&#x27;"
    assert filled == f'<p title="{quoted}">{quoted}: &lt;b&gt;&amp;amp;&lt;/b&gt;</p>'


def test_what_is_safe_is_filled_in_as_it_stands():
    assert "<b>7</b>" in fill([(a_mould(), {"name": "", "said": SafeString("<b>7</b>")})])


def test_a_reader_cannot_bring_a_blank():
    filled = fill([(a_mould(), {"name": blank("said"), "said": "SECRET"})])

    assert filled.count("SECRET") == 1
    assert filled.count(blank("said")) == 2


def test_braces_and_percents_of_the_template_stay():
    assert fill([(a_mould("{ } %s {{ name }} {0}"), {"name": "x"})]) == "{ } %s x {0}"


def test_rows_follow_each_other_and_are_vouched_for():
    filled = fill((a_mould("<li>{{ name }}</li>"), {"name": n}) for n in range(3))

    assert filled == "<li>0</li><li>1</li><li>2</li>"
    assert isinstance(filled, SafeHTML)


def test_a_blank_without_a_value_is_an_error():
    with pytest.raises(KeyError):
        fill([(a_mould(), {"name": "Ada"})])


def test_only_what_a_template_rendered_is_a_mould():
    with pytest.raises(TypeError):
        Mould("<b>typed</b>")  # type: ignore[arg-type]
