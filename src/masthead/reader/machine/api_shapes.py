"""The shapes of the read API's answers (JSON), as its OpenAPI description states them."""

from __future__ import annotations

from datetime import datetime

from ninja import Schema
from pydantic import Field


class Link(Schema):
    """A name and the whole address of its page."""

    name: str
    url: str


class Note(Schema):
    """A typed, dated, public correction."""

    kind: str
    kind_name: str
    note: str
    at: datetime


class Image(Schema):
    """The lead picture in its widest cut."""

    url: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str


class LicenceOut(Schema):
    """What machines may do with the piece; `url` is the same as RSL 1.0."""

    name: str
    url: str
    search: bool
    ai_input: bool
    ai_train: bool
    content_signal: str
    usage_terms: str
    credit_line: str


class ArticleOut(Schema):
    """A piece. `label` is empty unless money is involved; show it before the headline. `body_html`
    is empty where the licence gives out the summary alone.
    """

    id: int
    guid: str
    url: str
    label: str
    headline: str
    summary: str
    kind: str
    origin: str
    section: Link
    topics: list[Link]
    authors: list[Link]
    byline: str
    provider: str
    dateline: str
    language: str
    published: datetime
    updated: datetime | None
    version: int
    corrections: list[Note]
    image: Image | None
    body_html: str
    word_count: int
    licence: LicenceOut


class ArticlesOut(Schema):
    """A part of a list, newest first; `next` is the address of the following part."""

    articles: list[ArticleOut]
    next: str | None
    cursor: str | None


class ListOut(Schema):
    """What pieces are filed under, and the address of its pieces."""

    slug: str
    name: str
    description: str
    url: str
    articles: str


class Problem(Schema):
    """What went wrong (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    errors: list[str] = Field(default_factory=list)
