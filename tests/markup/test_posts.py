"""What a post may hold."""

import pytest

from markup import SafeHTML, clean_post, text_of
from markup.posts import _DEEPEST
from tests.markup import judge

POST = """<h2>Störung in <em>Hamburg</em></h2>
<p lang="de" dir="ltr">Ein <strong>Satz</strong> mit <a href="https://example.org/" rel="noopener">Link</a>,
<a href="/archiv/#c1">Verweis</a> und Note<sup id="fnref-1"><a href="#fn-1">1</a></sup>.<br>
H<sub>2</sub>O, <del>alt</del> <ins>neu</ins>, <s>weg</s>, <abbr title="und so weiter">usw.</abbr>,
<q>so</q>, <cite>Buch</cite>, <code>a &lt; b</code></p>
<hr>
<ul><li>a</li></ul>
<ol start="3" class="footnotes"><li id="fn-1">b</li></ol>
<pre><code>a
  b</code></pre>
<table><caption>T</caption><thead><tr><th scope="col" colspan="2">A</th></tr></thead>
<tbody><tr><td rowspan="2">a</td><td>b</td></tr></tbody></table>
<figure class="quote"><blockquote lang="en"><p>It works.</p></blockquote>
<figcaption>Ada, <cite>Mail</cite></figcaption></figure>
<figure><img src="/media/a.jpg" alt="A &quot;b&quot; &amp; c" width="800" height="600" loading="lazy">
<figcaption>B</figcaption></figure>
<figure class="embed"><a href="https://example.org/v" rel="noopener">Film</a></figure>
<p>&nbsp;&amp;&copy;</p>"""


def test_all_that_a_post_may_hold_comes_through_unchanged():
    html = clean_post(POST)

    assert html == POST
    assert isinstance(html, SafeHTML)


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<h1>a</h1><h5>b</h5>", "<h2>a</h2><h4>b</h4>"),
        ("<b>a</b><i>b</i><strike>c</strike>", "<strong>a</strong><em>b</em><s>c</s>"),
        ("<p style='color:red' class='x' data-x=1 onclick=a>a</p>", "<p>a</p>"),
        ("<figure class='quote wide'>a</figure>", '<figure class="quote">a</figure>'),
        ("<p lang='x y' dir=up>a</p>", "<p>a</p>"),
        ("<td>a", "a"),
        ("<h2 id=top>a</h2>", "<h2>a</h2>"),
        ("a<!-- b -->c", "ac"),
        ("<p>a\r\nb\rc</p>", "<p>a\nb\nc</p>"),
        ("<p>a\u202eb&#x1;c</p>", "<p>ab&#x1;c</p>"),
        ("<p>Scho\u0308n</p>", "<p>Schön</p>"),
        ("<b>\u0338a</b>", "<strong>\u0338a</strong>"),
    ],
)
def test_everything_else_is_reduced(html, clean):
    assert clean_post(html) == clean


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<a href='http://a.b'>x</a>", '<a href="http://a.b" rel="noopener">x</a>'),
        ("<a href='//a.b/c'>x</a>", '<a href="https://a.b/c" rel="noopener">x</a>'),
        ("<a href='mailto:a@b.c'>x</a>", '<a href="mailto:a@b.c">x</a>'),
        ("<a href='/a?b=1&c=2'>x</a>", '<a href="/a?b=1&amp;c=2">x</a>'),
        ("<a href='/a?b=1&amp;lt;'>x</a>", '<a href="/a?b=1&amp;lt;">x</a>'),
        ("<a href='javascript:a'><em>x</em></a>", "<em>x</em>"),
        ("<a name=a target=_blank rel=opener>x</a>", "x"),
    ],
)
def test_links(html, clean):
    assert clean_post(html) == clean


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<img src=/media/a.jpg alt=''>", '<img src="/media/a.jpg" alt="">'),
        ("<img src=http://a.b/c.jpg alt=x>", '<a href="http://a.b/c.jpg" rel="noopener">x</a>'),
        ("<img src=' /media/a\n.jpg'>", '<img src="/media/a.jpg">'),
        ("<img src=//a.b/c.jpg>", '<a href="https://a.b/c.jpg" rel="noopener">https://a.b/c.jpg</a>'),
        ("<img src=data:image/png;base64,a alt=x>", "x"),
        ("<img src=/accounts/logout/ alt=x>", "x"),
        (
            "<a href=/b><img src=http://a.b/c.jpg alt=x> y</a>",
            '<a href="/b"> y</a> <a href="http://a.b/c.jpg" rel="noopener">x</a>',
        ),
        ("<a href=/b><img src=/media/a.jpg></a>", '<a href="/b"><img src="/media/a.jpg"></a>'),
    ],
)
def test_pictures_of_other_hosts_become_links(html, clean):
    assert clean_post(html) == clean


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<div>a</div>b<div>c</div>", ["a", "b", "c"]),
        ("<dl><dt>a<dd>b</dl>c", ["a", "b", "c"]),
        ("<article>a<section>b</section>c</article>", ["a", "b", "c"]),
        ("<font>a</font>b", ["ab"]),
        ("<iframe>a</iframe>", ["a"]),
    ],
)
def test_the_words_of_a_dropped_element_stay_and_stay_apart(html, words):
    assert judge.words(clean_post(html)) == words


@pytest.mark.parametrize("name", ["script", "style", "SCRIPT"])
def test_scripts_and_style_sheets_go_with_their_contents(name):
    assert clean_post(f"a<{name} type=x>own()</{name} >b") == "ab"


def test_words_after_a_script_without_end_are_kept():
    assert text_of(clean_post("a <script>own() <b>b</b>")) == "a own() b"


@pytest.mark.parametrize("name", ["ul", "blockquote", "div", "em"])
def test_elements_nested_too_deeply_become_plain_words(name):
    html = clean_post(f"<{name}>a " * _DEEPEST)

    assert set(judge.words(html)) == {"a"}
    assert html.startswith("<p>a")


def test_a_post_of_many_paragraphs_without_end_tags_is_not_deep():
    html = clean_post("<p>a" * 2000)

    assert html == "<p>a</p>" * 2000


@pytest.mark.parametrize(
    "html",
    [
        POST,
        "<p><table><td><p>a",
        "<a href=/a><table><td><a href=/b>x",
        "<pre>\n\na</pre>",
        "<em><p>a</em>b",
        "<table>a<b><tr>b",
        "<b><a href=/x><p></b>y",
        '<abbr title="&amp;amp;&quot;\'">x</abbr>',
        "<h2><h2>a",
        "&lt;b&gt; &amp;lt; &#60; &#x3c;",
    ],
)
def test_cleaning_again_changes_nothing(html):
    clean = clean_post(html)

    assert clean_post(clean) == clean
