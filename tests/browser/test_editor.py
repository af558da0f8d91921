"""The desk in Chromium: the editor writes what is stored, and nothing breaks the content policy."""

from collections.abc import Iterator
from io import BytesIO

import PIL.Image
import pytest
from django.test import Client
from playwright.sync_api import Browser, Page

from accounts.rules.roles import Role
from blog.models import Image, Post, SiteSettings
from tests.builders import a_draft, a_person

from .looks import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


FROM_A_WORD_PROCESSOR = (
    '<p class="MsoNormal" style="color:red"><b>Fett</b><o:p></o:p> <span onclick="x()">und</span></p>'
    "<script>alert(1)</script>"
)
PASTE = """(html) => {
  const data = new DataTransfer()
  data.setData("text/html", html)
  const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
  document.querySelector(".ProseMirror").dispatchEvent(paste)
}"""
QUOTED = (
    '<figure class="quote"><blockquote><p>Sorry.</p></blockquote></figure>'
    '<p><img src="/media/x.png" alt="A field"></p>'
)


class Desk:
    """A page with an editor signed in, and what went wrong on it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.problems: list[str] = []
        page.on("console", lambda said: said.type in {"error", "warning"} and self.problems.append(said.text))
        page.on("pageerror", lambda error: self.problems.append(str(error)))

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)
        self.page.wait_for_selector("[data-editor][data-ready]")
        self.problems[:] = [problem for problem in self.problems if "404" not in problem]

    def press(self, name: str) -> None:
        self.page.click(f"[data-do={name}]")

    def save(self, button: str = "save") -> None:
        self.page.click(f"button[name=press][value={button}]")
        self.page.wait_for_load_state()


@pytest.fixture
def desk(browser: Browser, live_server, settings) -> Iterator[Desk]:
    settings.STAFF_SECOND_FACTOR = False
    SiteSettings.load()
    client = Client()
    client.force_login(a_person("Emmi Editor", Role.EDITOR))
    context = browser.new_context(locale="de-DE")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    yield Desk(context.new_page(), live_server.url)
    context.close()


def test_a_quotation_with_its_speaker_is_written_and_stored(desk):
    desk.open("/admin/blog/post/add/")
    desk.page.fill("#id_title", "Störung")
    desk.page.click(".ProseMirror")
    desk.press("quotation")
    desk.page.keyboard.type("Wir bitten um Entschuldigung.")
    desk.page.click(".ProseMirror figcaption")
    desk.page.keyboard.type("Sprecherin, per Mail")
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.type("Danach war Ruhe.")
    desk.save()

    assert Post.objects.get().live.body == (
        '<figure class="quote"><blockquote><p>Wir bitten um Entschuldigung.</p></blockquote>'
        "<figcaption>Sprecherin, per Mail</figcaption></figure><p>Danach war Ruhe.</p>"
    )
    assert desk.problems == []


def test_a_picture_is_taken_in_where_it_is_needed(desk, tmp_path):
    content = BytesIO()
    PIL.Image.new("RGB", (90, 60), "teal").save(content, "PNG")
    desk.open("/admin/blog/post/add/")
    desk.page.fill("#id_title", "Bild")
    desk.page.click(".ProseMirror")
    desk.press("picture")
    desk.page.set_input_files(
        "[data-upload=upload]", {"name": "a.png", "mimeType": "image/png", "buffer": content.getvalue()}
    )
    desk.page.fill("[data-upload=alt]", "Ein Feld")
    desk.page.fill("[data-upload=caption]", "Das Feld")
    desk.page.click("[data-send]")
    desk.page.wait_for_selector(".ProseMirror img")
    desk.save()

    image = Image.objects.get()
    assert Post.objects.get().live.body == (
        f'<figure><img src="{image.file.url}" alt="Ein Feld" width="90" height="60">'
        "<figcaption>Das Feld</figcaption></figure>"
    )


def test_a_picture_gets_its_words_afterwards(desk):
    post = a_draft(body='<figure><img src="/media/x.png"><figcaption>Das Feld</figcaption></figure>')
    desk.open(f"/admin/blog/post/{post.pk}/change/")
    desk.page.click(".ProseMirror figcaption")
    desk.page.fill("[data-alt]", "Ein Feld")
    desk.page.keyboard.press("Enter")
    desk.save()

    assert 'alt="Ein Feld"' in Post.objects.get().live.body


def test_what_is_stored_is_opened_and_saved_unchanged(desk):
    body = (
        '<h2>Kopf</h2><p><strong>fett</strong> <a href="https://example.org/" rel="noopener">Link</a></p>'
        "<p>H<sub>2</sub>O</p>"
        '<figure class="quote"><blockquote lang="en"><p>Sorry.</p></blockquote></figure>'
        "<ul><li><p>eins</p></li></ul><pre><code>a = 1</code></pre>"
    )
    post = a_draft(body=body)
    desk.open(f"/admin/blog/post/{post.pk}/change/")
    desk.page.click(".ProseMirror h2")
    desk.page.keyboard.press("End")
    desk.page.keyboard.type("!")
    desk.save()

    assert Post.objects.get().live.body == body.replace("Kopf", "Kopf!")


def test_markup_that_the_editor_does_not_know_is_shown_as_source(desk):
    post = a_draft(body='<p>Die <abbr title="Abkürzung">Abk.</abbr></p>')
    desk.page.goto(f"{desk.address}/admin/blog/post/{post.pk}/change/")

    desk.page.wait_for_selector("[data-unknown]:not([hidden])")

    assert desk.page.is_visible("#id_body")
    assert "<abbr" in desk.page.input_value("#id_body")


def test_text_from_a_word_processor_is_pasted_clean(desk):
    desk.open("/admin/blog/post/add/")
    desk.page.fill("#id_title", "Eingefügt")
    desk.page.click(".ProseMirror")
    desk.page.evaluate(PASTE, FROM_A_WORD_PROCESSOR)
    desk.save()

    assert Post.objects.get().live.body == "<p><strong>Fett</strong> und</p>"
    assert desk.problems == []


def test_sources_are_added_row_by_row(desk):
    desk.open("/admin/blog/post/add/")
    desk.page.fill("#id_title", "Quellen")
    desk.page.fill("#id_sources-0-label", "per Mail")
    desk.page.click("[data-rows=sources] [data-add]")
    desk.page.fill("#id_sources-1-label", "Pressemitteilung")
    desk.save()

    assert [source.label for source in Post.objects.get().live.sources.all()] == [
        "per Mail",
        "Pressemitteilung",
    ]


@pytest.mark.parametrize("language", ["", "/en"])
def test_axe_finds_nothing_at_the_desk_and_nothing_scrolls_sideways(desk, language):
    post = a_draft(body=QUOTED)
    found = {}
    for path in (
        "/admin/",
        "/admin/blog/post/",
        f"/admin/blog/post/{post.pk}/revisions/",
        "/admin/blog/image/add/",
    ):
        desk.page.goto(f"{desk.address}{language}{path}")
        found[path] = faults_of(desk.page)
    desk.open(f"{language}/admin/blog/post/{post.pk}/change/")
    found["the text"] = faults_of(desk.page)

    assert {path: faults for path, faults in found.items() if faults} == {}
