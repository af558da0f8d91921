"""What is rendered once for many pages, and never wrong on one of them."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation


def rendered(source: Template, **context: object) -> str:
    return source.render(Context(context))


def test_the_same_values_are_rendered_once():
    counted = iter(range(10))
    place = Template("{% load once %}{% once name=name next=next %}{{ name }}{{ next }}{% endonce %}")

    class Next:
        def __str__(self) -> str:
            return str(next(counted))

    one = Next()

    assert [rendered(place, name=name, next=one) for name in "aabba"] == ["a0", "a0", "b1", "b1", "a0"]


def test_nothing_but_the_values_gets_in():
    place = Template("{% load once %}{% once name=name %}{{ name }}{{ user }}{{ request.path }}{% endonce %}")

    shown = rendered(place, name="Resonanz", user="SECRET", request={"path": "/SECRET/"})

    assert shown == "Resonanz"


def test_each_language_has_its_own():
    place = Template("{% load once i18n %}{% once %}{% get_current_language as now %}{{ now }}{% endonce %}")

    shown = []
    for language in ("de", "en", "de"):
        with translation.override(language):
            shown.append(rendered(place))

    assert shown == ["de", "en", "de"]


def test_values_are_escaped_and_templates_inside_are_found():
    place = Template(
        '{% load once %}{% once name=name %}{{ name }}{% include "components/icon_wave.html" %}{% endonce %}'
    )

    shown = rendered(place, name="<b>")

    assert shown.startswith("&lt;b&gt;<svg")


def test_only_so_much_is_remembered():
    place = Template("{% load once %}{% once name=name %}{{ name }}{% endonce %}")

    for number in range(1000):
        assert rendered(place, name=number) == str(number)

    (kept,) = [node._kept for node in place.nodelist if hasattr(node, "_kept")]
    assert len(kept) <= 64


def test_a_word_without_a_value_is_refused():
    with pytest.raises(TemplateSyntaxError):
        Template("{% load once %}{% once name %}{% endonce %}")
