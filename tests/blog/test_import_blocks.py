"""Blocks and shortcodes become plain figures, quotations and links."""

from __future__ import annotations

import pytest

from blog.rules.wordpress.content import Context, convert
from blog.rules.wordpress.elements import Picture, Reference
from blog.rules.wordpress.losses import Loss
from markup import clean_post

NOOPENER = ' rel="noopener"'
DRAWN = '<img src="/media/images/a.jpg" alt="A" width="9" height="6">'


def link(address: str, extra: str = "") -> str:
    return f'<figure class="embed"><a href="{address}"{extra}>{address}</a></figure>'


def found(reference: Reference) -> Picture | None:
    ours = "probe.example" in reference.address
    return Picture("k", "/media/images/a.jpg", "A", 9, 6) if ours else None


IMAGE = '<img class="size-medium wp-image-7" src="https://probe.example/wp-content/uploads/a-300x200.jpg">'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            f'[caption id="x" width="300"]{IMAGE} A <em>ferry</em>[/caption]',
            "<figure>IMG<figcaption>A <em>ferry</em></figcaption></figure>",
        ),
        (
            f'[caption caption="A ferry"]{IMAGE}[/caption]',
            "<figure>IMG<figcaption>A ferry</figcaption></figure>",
        ),
        (
            f'[caption]<a href="https://probe.example/wp-content/uploads/a.jpg">{IMAGE}</a> F[/caption]',
            "<figure>IMG<figcaption>F</figcaption></figure>",
        ),
        (f"[caption]{IMAGE}[/caption]", "<figure>IMG</figure>"),
        ("[caption]only words[/caption]", "<p>only words</p>"),
        (
            "[embed width=5]https://video.example/1[/embed]",
            link("https://video.example/1"),
        ),
        (
            "[youtube=https://youtu.be/abcdefgh]",
            link("https://youtu.be/abcdefgh"),
        ),
        (
            "[vimeo 12345]",
            link("https://vimeo.com/12345"),
        ),
        (
            '[audio mp3="https://probe.example/a.mp3"][/audio]',
            link("https://probe.example/a.mp3"),
        ),
        ('[code lang="php"]\nif (a < b) { [x] }\n[/code]', "<pre><code>if (a &lt; b) { [x] }</code></pre>"),
        (
            '[quote author="Ada"]Words.[/quote]',
            '<figure class="quote"><blockquote><p>Words.</p>\n</blockquote>'
            "<figcaption>Ada</figcaption></figure>",
        ),
        ("[box color=red]Inside [b]bold[/b][/box] after", "<p>Inside bold after</p>"),
        ("[[gallery]] is how", "<p>[gallery] is how</p>"),
        ("<pre>[box]x[/box]</pre>", "<pre>[box]x[/box]</pre>"),
        ('<a title="[box]">x</a> [box]y[/box]', '<p><a title="[box]">x</a> y</p>'),
    ],
)
def test_shortcodes_become_what_they_meant_or_only_their_words(text: str, html: str):
    assert convert(text, find=found).html == html.replace("IMG", DRAWN)


def block(name: str, html: str, settings: str = "") -> str:
    return f"<!-- wp:{name} {settings}-->\n{html}\n<!-- /wp:{name} -->"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            block("image", f'<figure class="wp-block-image">{IMAGE}<figcaption>F</figcaption></figure>'),
            "<figure>IMG<figcaption>F</figcaption></figure>",
        ),
        (
            block(
                "gallery",
                f'<figure class="wp-block-gallery"><figure>{IMAGE}</figure>'
                f"<figure>{IMAGE}</figure>"
                '<figcaption class="blocks-gallery-caption">All</figcaption></figure>',
            ),
            "<figure>IMG</figure><figure>IMG</figure><p>All</p>",
        ),
        (
            block(
                "gallery",
                '<ul class="wp-block-gallery"><li class="blocks-gallery-item">'
                f"<figure>{IMAGE}</figure></li></ul>",
            ),
            "<figure>IMG</figure>",
        ),
        (
            block("quote", '<blockquote class="wp-block-quote"><p>Q</p><cite>Ada</cite></blockquote>'),
            '<figure class="quote"><blockquote><p>Q</p></blockquote><figcaption>Ada</figcaption></figure>',
        ),
        (
            block(
                "pullquote", '<figure class="wp-block-pullquote"><blockquote><p>Q</p></blockquote></figure>'
            ),
            "<blockquote><p>Q</p></blockquote>",
        ),
        (
            block(
                "embed",
                '<figure class="wp-block-embed is-type-video">'
                '<div class="wp-block-embed__wrapper">\nhttps://v.example/1\n</div>'
                "<figcaption>V</figcaption></figure>",
            ),
            '<figure class="embed">'
            '<a href="https://v.example/1" rel="noopener">https://v.example/1</a>'
            "<figcaption>V</figcaption></figure>",
        ),
        (
            block(
                "video",
                '<figure class="wp-block-video"><video controls>'
                '<source src="https://v.example/a.mp4"></video></figure>',
            ),
            link("https://v.example/a.mp4", NOOPENER),
        ),
        (
            block(
                "button",
                '<div class="wp-block-button"><a class="wp-block-button__link" href="/x/">Go</a></div>',
            ),
            '<p><a href="/x/">Go</a></p>',
        ),
        (block("separator", '<hr class="wp-block-separator"/>'), "<hr>"),
        (
            block("code", '<pre class="wp-block-code"><code>[a]&lt;b&gt;</code></pre>'),
            "<pre><code>[a]&lt;b&gt;</code></pre>",
        ),
        (block("list", "<ul><li>x</li></ul>"), "<ul><li>x</li></ul>"),
        (
            block(
                "table",
                '<figure class="wp-block-table"><table><tbody><tr><td>1</td></tr></tbody></table>'
                "<figcaption>T</figcaption></figure>",
            ),
            "<figure><table><tbody><tr><td>1</td></tr></tbody></table><figcaption>T</figcaption></figure>",
        ),
        (
            block(
                "columns",
                f'<div class="wp-block-columns">{block("column", "<div><p>L</p></div>")}'
                f"{block('column', '<div><p>R</p></div>')}</div>",
            ),
            "<p>L</p><p>R</p>",
        ),
        (
            block(
                "file",
                '<div class="wp-block-file"><a href="https://x.example/a.pdf">Plan</a>'
                '<a href="https://x.example/a.pdf" class="wp-block-file__button" download>Download</a>'
                "</div>",
            ),
            '<p><a href="https://x.example/a.pdf" rel="noopener">Plan</a></p>',
        ),
        (
            block(
                "cover",
                '<div class="wp-block-cover" style="background-image:url(x)"><p>Words</p></div>',
                '{"url":"https://probe.example/wp-content/uploads/a.jpg","id":7} ',
            ),
            "<figure>IMG</figure><p>Words</p>",
        ),
        (
            block("html", '<iframe src="https://www.youtube.com/embed/abcdefgh"></iframe>'),
            "<p>"
            '<a href="https://www.youtube.com/watch?v=abcdefgh" rel="noopener">https://www.youtube.com/watch?v=abcdefgh</a>'
            "</p>",
        ),
        (f"<p>Before {IMAGE} after</p>", "<p>Before </p><figure>IMG</figure><p> after</p>"),
        ('<p>Ha <img class="wp-smiley" src="https://s.w.org/x.svg" alt=":-)"></p>', "<p>Ha :-)</p>"),
        (
            '<img src="data:image/gif;base64,x" data-src="https://probe.example/wp-content/uploads/a.jpg">',
            "<figure>IMG</figure>",
        ),
    ],
)
def test_blocks_become_plain_elements(text: str, html: str):
    cleaned = clean_post(convert(text, find=found).html)

    assert "".join(cleaned.split("\n")) == html.replace("IMG", DRAWN)


def test_blocks_that_several_texts_share_are_put_where_they_are_used():
    blocks = {
        "5": "<!-- wp:paragraph --><p>Shared</p><!-- /wp:paragraph -->",
        "6": '<!-- wp:block {"ref":6} /-->',
    }

    converted = convert('<!-- wp:block {"ref":5} /--><!-- wp:block {"ref":6} /-->', Context(blocks=blocks))

    assert converted.html == "<p>Shared</p>"
    assert converted.losses == {Loss.DYNAMIC_BLOCKS: 1}
