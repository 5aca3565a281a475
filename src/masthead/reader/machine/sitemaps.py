"""Sitemaps: an index of stable parts, the news of two days, and the pages that are no articles.

Every address is canonical, answers 200 and may be indexed; every `lastmod` is a real change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from masthead.content.queries import sitemaps as asked
from masthead.content.queries.machine import terms
from masthead.core import clock
from masthead.delivery.pages.declare import FEED, public_page
from masthead.reader.frame import site_origin

from .films import Film, films_of
from .links import cut_of
from .xml import plain

NEWS_A_FILE = 1_000
NEWS_FILES = 99
LISTS = ("latest", "top-stories", "videos", "interviews", "research-reports", "press-releases")
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
IMAGE = ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
VIDEO = ' xmlns:video="http://www.google.com/schemas/sitemap-video/1.1"'
NEWS = ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


@public_page(keep=FEED)
@require_safe
def index(_request: HttpRequest) -> HttpResponse:
    """The index of all parts. Four queries when nothing or little has changed."""
    origin = site_origin()
    newest = asked.shards(clock.now())
    parts = [
        *((f"/sitemap-{name}.xml", None) for name in PAGES),
        *((f"/sitemap-articles-{one.number}.xml", one.changed) for one in newest),
    ]
    return _index(origin, parts)


@public_page(keep=FEED)
@require_safe
def articles(_request: HttpRequest, *, number: int) -> HttpResponse:
    """The articles of a thousand ids, with their pictures and films. Four queries."""
    origin = site_origin()
    rows = asked.shard(number, clock.now())
    if not rows:
        raise Http404
    films = films_of(rows)
    lines = (_article(one, films.get(one.url, ()), origin) for one in rows)
    return _urls(lines, namespaces=IMAGE + VIDEO)


@public_page(keep=FEED)
@require_safe
def pages(_request: HttpRequest, *, name: str) -> HttpResponse:
    """Fronts, company pages, topics or authors. Two queries."""
    origin = site_origin()
    return _urls(_page(one, origin) for one in PAGES[name](clock.now()))


@public_page(keep=FEED)
@require_safe
def news(_request: HttpRequest) -> HttpResponse:
    """The journalism of two days: one file, or an index of files of a thousand. Three queries."""
    now = clock.now()
    count = asked.news_count(now)
    if count <= NEWS_A_FILE:
        return _news_urls(asked.news(now, first=0, size=NEWS_A_FILE))
    files = range(1, min((count - 1) // NEWS_A_FILE + 1, NEWS_FILES) + 1)
    return _index(site_origin(), [(f"/news-sitemap-{one}.xml", None) for one in files])


@public_page(keep=FEED)
@require_safe
def news_file(_request: HttpRequest, *, number: str) -> HttpResponse:
    """One file of the news; 404 where there are not so many. Two queries."""
    first = (int(number) - 1) * NEWS_A_FILE
    found = asked.news(clock.now(), first=first, size=NEWS_A_FILE)
    if not found:
        raise Http404
    return _news_urls(found)


def _news_urls(found: list[asked.ListedArticle]) -> HttpResponse:
    origin, title = site_origin(), terms().title
    lines = (_news(one, origin, title=title) for one in found)
    return _urls(lines, namespaces=NEWS + IMAGE)


def _fronts(now: datetime) -> list[asked.Address]:
    lists = [asked.Address(f"/{name}/") for name in (*LISTS, "corrections")]
    return [*asked.sections(now), *lists, *asked.company_pages()]


PAGES: dict[str, Callable[[datetime], list[asked.Address]]] = {
    "pages": _fronts,
    "topics": asked.topics,
    "authors": asked.authors,
}


def _index(origin: str, parts: Iterable[tuple[str, datetime | None]]) -> HttpResponse:
    lines = (
        f"<sitemap><loc>{plain(origin + path)}</loc>{_lastmod(changed)}</sitemap>\n"
        for path, changed in parts
    )
    return _xml("sitemapindex", lines)


def _urls(lines: Iterable[str], *, namespaces: str = "") -> HttpResponse:
    return _xml("urlset", lines, namespaces=namespaces)


def _xml(root: str, lines: Iterable[str], *, namespaces: str = "") -> HttpResponse:
    text = "".join(lines)
    return HttpResponse(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{root} xmlns="{NAMESPACE}"{namespaces}>\n{text}</{root}>\n',
        content_type="application/xml; charset=utf-8",
    )


def _page(one: asked.Address, origin: str) -> str:
    return f"<url><loc>{plain(origin + one.url)}</loc>{_lastmod(one.changed)}</url>\n"


def _article(one: asked.ListedArticle, films: Iterable[Film], origin: str) -> str:
    extra = _image(one, origin) + "".join(_video(film, one, origin) for film in films)
    return f"<url><loc>{plain(origin + one.url)}</loc>{_lastmod(one.changed)}{extra}</url>\n"


def _news(one: asked.ListedArticle, origin: str, *, title: str) -> str:
    language = one.language.lower() if one.language.lower().startswith("zh-") else ""
    return (
        f"<url><loc>{plain(origin + one.url)}</loc>{_lastmod(one.changed)}"
        f"<news:news><news:publication><news:name>{plain(title)}</news:name>"
        f"<news:language>{plain(language or one.language.partition('-')[0])}</news:language>"
        f"</news:publication><news:publication_date>{_w3c(one.published)}"
        f"</news:publication_date><news:title>{plain(one.headline)}</news:title></news:news>"
        f"{_image(one, origin)}</url>\n"
    )


def _image(one: asked.ListedArticle, origin: str) -> str:
    if one.picture is None:
        return ""
    address = origin + cut_of(one.picture)
    return f"<image:image><image:loc>{plain(address)}</image:loc></image:image>"


def _video(film: Film, one: asked.ListedArticle, origin: str) -> str:
    if not film.poster:  # a video without a thumbnail is not valid
        return ""
    return (
        f"<video:video><video:thumbnail_loc>{plain(origin + film.poster)}</video:thumbnail_loc>"
        f"<video:title>{plain(film.title)}</video:title>"
        f"<video:description>{plain(one.summary or one.headline)}</video:description>"
        f"<video:content_loc>{plain(origin + film.url)}</video:content_loc>"
        f"<video:publication_date>{_w3c(one.published)}</video:publication_date></video:video>"
    )


def _lastmod(moment: datetime | None) -> str:
    return f"<lastmod>{_w3c(moment)}</lastmod>" if moment else ""


def _w3c(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
