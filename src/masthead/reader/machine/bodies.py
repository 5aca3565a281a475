"""Bodies as plain HTML for feeds, the API and Markdown: no classes, no scripts, whole addresses.

Says what the page says, in its order; a chart is its table, a form is a link to the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from html import escape
from typing import Any

from masthead.content import rules
from masthead.content.cache_keys import pointed_keys
from masthead.content.queries import Card, PictureView
from masthead.content.queries.cards import cards_by_id
from masthead.content.queries.machine import MachineArticle
from masthead.delivery import reads
from masthead.reader.body import Part, body_parts, pointed_articles, shelf_of

from .links import cut_of, whole

_DATELINE = re.compile(r'<span class="dateline">(.*?)</span>')
IN_TEXT = 960  # pixels: wide enough for a feed reader's column


def plain_bodies(pieces: Sequence[MachineArticle], now: datetime, *, origin: str) -> dict[int, str]:
    """The body of each piece as HTML, by id. Four queries at most, whatever the bodies hold."""
    aims = {pk for piece in pieces for pk in pointed_articles(piece.body)}
    reads.note(*pointed_keys(aims))
    cards = cards_by_id(aims, now=now)
    shelf = shelf_of((piece.body for piece in pieces), cards=cards)
    found = {}
    for piece in pieces:
        rel = rules.link_rel(kind=piece.kind, origin=piece.origin)
        parts = body_parts(piece.body, rel=rel, dateline=piece.dateline, shelf=shelf)
        html = "\n".join(_pieces(parts, page=piece.url))
        found[piece.id] = whole(_DATELINE.sub(r"\1", html), f"{origin}{piece.url}")
    return found


def _pieces(parts: Iterable[Part], *, page: str) -> Iterable[str]:
    for part in parts:
        if part.notice:
            yield f"<p><em>{escape(part.notice)}</em></p>"
        if part.name == "lead_form":
            yield _link(page, f"{part.value['title']} (a form on our site)")
        elif writer := _WRITERS.get(part.name):
            yield writer(part.value)


def _link(url: str, text: str, *, rel: str = "", before: str = "") -> str:
    said = f' rel="{escape(rel)}"' if rel else ""
    return f'<p>{escape(before)}<a href="{escape(url)}"{said}>{escape(text)}</a></p>'


def _heading(value: Any) -> str:
    level = "h3" if value.get("level") == "h3" else "h2"
    return f"<{level}>{escape(value['text'])}</{level}>"


def _image(value: PictureView) -> str:
    told = " ".join(one for one in (value.caption, value.credit) if one)
    caption = f"<figcaption>{escape(told)}</figcaption>" if told else ""
    address = cut_of(value, ratio="full", most=IN_TEXT)
    return f'<figure><img src="{address}" alt="{escape(value.alt)}">{caption}</figure>'


def _gallery(value: Any) -> str:
    title = f"<h3>{escape(value.title)}</h3>" if value.title else ""
    return title + "".join(map(_image, value.images))


def _quote(value: Any) -> str:
    by = ", ".join(one for one in (value.get("attribution"), value.get("role")) if one)
    source = f"<p>\u2014 {escape(by)}</p>" if by else ""
    return f"<blockquote><p>{escape(value['text'])}</p>{source}</blockquote>"


def _qa(value: Any) -> str:
    return "".join(f"<p><strong>{escape(one.question)}</strong></p>{one.answer}" for one in value)


def _video(value: Any) -> str:
    poster = f' poster="{escape(value.poster)}"' if value.poster else ""
    transcript = f"<h3>Transcript</h3>{value.transcript}" if value.transcript else ""
    return (
        f'<figure><video src="{escape(value.url)}"{poster} controls="controls"></video>'
        f'<figcaption><a href="{escape(value.url)}">{escape(value.title)}</a></figcaption></figure>'
        f"{transcript}"
    )


def _table(value: Any) -> str:
    caption = f"<caption>{escape(value.caption)}</caption>" if value.caption else ""
    head = "".join(f"<th>{escape(cell.text)}</th>" for cell in value.head)
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in value.rows)
    heading = f"<thead><tr>{head}</tr></thead>" if head else ""
    return f"<table>{caption}{heading}<tbody>{rows}</tbody></table>"


def _cell(cell: Any) -> str:
    tag = "th" if cell.is_head else "td"
    return f"<{tag}>{'<br>'.join(map(escape, cell.text.splitlines()))}</{tag}>"


def _chart(value: Any) -> str:
    title = f"{value.title} ({value.unit})" if value.unit else value.title
    names = "".join(f"<th>{escape(one.name)}</th>" for one in value.drawing.series)
    rows = "".join(map(_chart_row, value.drawing.rows))
    said = " ".join(
        one for one in (f"Source: {value.source}." if value.source else "", value.note) if one
    )
    return (
        f"<table><caption>{escape(title)}</caption><thead><tr><th></th>{names}</tr></thead>"
        f"<tbody>{rows}</tbody></table>" + (f"<p>{escape(said)}</p>" if said else "")
    )


def _chart_row(row: Any) -> str:
    cells = "".join(f"<td>{escape(cell)}</td>" for cell in row.cells)
    return f"<tr><th>{escape(row.label)}</th>{cells}</tr>"


def _factbox(value: Any) -> str:
    return f"<h3>{escape(value.title)}</h3>{value.html}"


def _document(value: Any) -> str:
    kind = f" ({value.extension.upper()})" if value.extension else ""
    return _link(value.url, f"{value.title}{kind}")


def _related(value: Card) -> str:
    label = f"{value.label}: " if value.label else ""
    return _link(value.url, f"{label}{value.headline}", before="Read also: ")


def _offer(value: Any) -> str:
    told = " ".join(one for one in (value.get("text"), value.get("terms")) if one)
    line = _link(
        value["url"],
        value["title"],
        rel="sponsored noopener",
        before=f"Advertisement, {value['merchant']}: ",
    )
    return line + (f"<p>{escape(told)}</p>" if told else "")


def _embed(value: Any) -> str:
    where = f"On {value['provider']}: " if value.get("provider") else ""
    return _link(value["url"], value["title"], rel=value["rel"], before=where)


_WRITERS: dict[str, Callable[[Any], str]] = {
    "text": str,
    "heading": _heading,
    "image": _image,
    "gallery": _gallery,
    "quote": _quote,
    "qa": _qa,
    "video": _video,
    "table": _table,
    "chart": _chart,
    "factbox": _factbox,
    "document": _document,
    "related_article": _related,
    "offer": _offer,
    "embed": _embed,
}
