"""Exports of Disqus, made to measure."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n<disqus xmlns="http://disqus.com" '
    'xmlns:dsq="http://disqus.com/disqus-internals">\n'
)


def an_export(*items: str) -> bytes:
    return (HEAD + "\n".join(items) + "\n</disqus>\n").encode()


def a_thread(
    number: object = 1,
    link: str = "https://old.example/2026/03/neu/",
    *,
    identifier: str = "",
    title: str = "A thread",
    closed: str = "false",
    deleted: str = "false",
    date: str = "2012-01-01T00:00:00Z",
    forum: str = "gazette",
) -> str:
    return (
        f"<thread dsq:id={quoteattr(str(number))}><id>{escape(identifier)}</id><forum>{forum}</forum>"
        f"<link>{escape(link)}</link><title>{escape(title)}</title><createdAt>{date}</createdAt>"
        f"<isClosed>{closed}</isClosed><isDeleted>{deleted}</isDeleted></thread>"
    )


def a_remark(
    number: object = 1,
    *,
    thread: object = 1,
    parent: object = None,
    text: str = "<p>Words.</p>",
    name: str = "Ada",
    mail: str = "",
    anonymous: str = "false",
    date: str = "2012-03-04T05:06:07Z",
    deleted: str = "false",
    spam: str = "false",
    more: str = "",
) -> str:
    named = f" dsq:id={quoteattr(str(number))}" if number else ""
    above = f"<parent dsq:id={quoteattr(str(parent))}/>" if parent else ""
    return (
        f"<post{named}><id/><message><![CDATA[{text}]]></message><createdAt>{date}</createdAt>"
        f"<isDeleted>{deleted}</isDeleted><isSpam>{spam}</isSpam>{more}<author><email>{escape(mail)}</email>"
        f"<name>{escape(name)}</name><isAnonymous>{anonymous}</isAnonymous></author>"
        f"<ipAddress>203.0.113.7</ipAddress><thread dsq:id={quoteattr(str(thread))}/>{above}</post>"
    )


def many(comments: int, threads: int = 1) -> list[str]:
    """A busy site: every third comment answers an earlier one of its thread."""
    items = [a_thread(n, f"https://old.example/2026/03/post-{n}/") for n in range(threads)]
    for n in range(comments):
        thread = n % threads
        parent = n - threads if n % 3 == 0 and n >= threads else None
        items.append(
            a_remark(
                n + 1,
                thread=thread,
                parent=parent + 1 if parent is not None else None,
                text=f"<p>Comment {n} with <b>some</b> words &amp; a <a href='https://a.example/{n}'>link</a>.</p>",
                name=f"Guest {n % 500}",
                mail=f"guest{n % 500}@mail.example",
                date=f"20{10 + n % 12}-0{1 + n % 9}-{10 + n % 18}T{10 + n % 12}:{10 + n % 49}:{10 + n % 49}Z",
            )
        )
    return items
