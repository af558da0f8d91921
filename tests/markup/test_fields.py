"""A column that takes sanitised HTML and nothing else."""

from collections.abc import Iterator

import pytest
from django.core.serializers.base import DeserializedObject
from django.db import connection, models
from django.db.migrations.writer import MigrationWriter
from django.forms import modelform_factory
from django.utils.safestring import SafeString

from markup import SafeHTML, SafeHTMLField, clean_post, render_comment


class Leaflet(models.Model):
    html = SafeHTMLField(blank=True)
    note = SafeHTMLField(null=True)

    class Meta:
        app_label = "markup_tests"
        managed = False

    def __str__(self) -> str:
        return self.html


@pytest.fixture
def table(transactional_db: None) -> Iterator[None]:
    with connection.schema_editor() as editor:
        editor.create_model(Leaflet)
    yield
    with connection.schema_editor() as editor:
        editor.delete_model(Leaflet)


@pytest.mark.parametrize("text", ["<p>a</p>", SafeString("<p>a</p>")])
def test_text_that_nobody_sanitised_is_refused_by_every_way_of_saving(table, text):
    leaflet = Leaflet.objects.create()
    leaflet.html = text
    ways = [
        leaflet.save,
        lambda: Leaflet.objects.create(html=text),
        lambda: Leaflet.objects.update(html=text),
        lambda: Leaflet.objects.bulk_create([Leaflet(html=text)]),
        lambda: Leaflet.objects.bulk_update([leaflet], ["html"]),
    ]

    for way in ways:
        with pytest.raises(
            TypeError, match=r"html takes SafeHTML, not .*render_comment or markup.clean_post"
        ):
            way()
    assert list(Leaflet.objects.values_list("html", flat=True)) == [""]


def test_safe_html_is_saved_by_every_way_and_comes_back_safe(table):
    html = render_comment("*a*")
    leaflet = Leaflet.objects.create(html=html)
    Leaflet.objects.bulk_create([Leaflet(html=html)])
    Leaflet.objects.update(html=html)
    Leaflet.objects.bulk_update([leaflet], ["html"])

    found = [leaflet.html for leaflet in Leaflet.objects.all()]

    assert found == [html, html]
    assert {type(each) for each in found} == {SafeHTML}


def test_what_was_loaded_can_be_saved_again_and_copied_in_the_database(table):
    Leaflet.objects.create(html=render_comment("a"))
    Leaflet.objects.get().save()
    Leaflet.objects.update(note=models.F("html"))

    assert type(Leaflet.objects.get().note) is SafeHTML


def test_the_empty_default_is_safe_and_null_stays_null(table):
    Leaflet.objects.create()
    leaflet = Leaflet.objects.get()

    assert type(Leaflet().html) is SafeHTML
    assert (leaflet.html, leaflet.note) == ("", None)


def test_queries_compare_with_plain_text(table):
    Leaflet.objects.create(html=render_comment("a"))

    assert Leaflet.objects.filter(html="<p>a</p>\n", html__contains="a").count() == 1


def test_a_form_keeps_its_text_for_the_door_to_clean():
    form = modelform_factory(Leaflet, fields=["html"])({"html": "<p onclick=a>a</p>"})

    assert form.is_valid()
    assert clean_post(form.cleaned_data["html"]) == "<p>a</p>"


def test_a_fixture_is_not_trusted(table):
    row = DeserializedObject(Leaflet(pk=1, html="<p>a</p>"))

    with pytest.raises(TypeError):
        row.save()


def test_a_migration_names_the_field_plainly():
    field = SafeHTMLField(blank=True, default="")

    assert MigrationWriter.serialize(field) == (
        "markup.fields.SafeHTMLField(blank=True, default='')",
        {"import markup.fields"},
    )
