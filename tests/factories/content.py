"""Makers of newsroom rows with plain defaults; each returns a saved row."""

from __future__ import annotations

import io
from itertools import count
from typing import Any

from django.core.files.images import ImageFile
from PIL import Image

from masthead.content import services
from masthead.content.models import Article, Author, Picture, Section, Story, Topic

_number = count(1)


def make_section(name: str = "", **fields: Any) -> Section:
    number = next(_number)
    name = name or f"Section {number}"
    return Section.objects.create(
        name=name, slug=fields.pop("slug", name.lower().replace(" ", "-")), **fields
    )


def make_author(name: str = "", **fields: Any) -> Author:
    number = next(_number)
    name = name or f"Author {number}"
    return Author.objects.create(name=name, slug=name.lower().replace(" ", "-"), **fields)


def make_topic(name: str = "") -> Topic:
    name = name or f"Topic {next(_number)}"
    return Topic.objects.create(name=name, slug=name.lower().replace(" ", "-"))


def make_story(title: str = "") -> Story:
    title = title or f"Story {next(_number)}"
    return Story.objects.create(title=title, slug=title.lower().replace(" ", "-"))


def make_picture(
    title: str = "A harbour at dawn", *, size: tuple[int, int] = (1200, 800)
) -> Picture:
    shade = next(_number) % 200
    buffer = io.BytesIO()
    Image.new("RGB", size, (shade, 90, 140)).save(buffer, "JPEG")
    return Picture.objects.create(
        title=title,
        description=title,
        file=ImageFile(io.BytesIO(buffer.getvalue()), name=f"picture-{next(_number)}.jpg"),
    )


def text_block(html: str = "<p>The board met on Tuesday and agreed the terms.</p>") -> dict:
    return {"type": "text", "value": html}


def make_draft(headline: str = "", *, section: Section | None = None, **fields: Any) -> Article:
    fields.setdefault("body", [text_block()])
    fields.setdefault("summary", "What the board agreed, and what comes next.")
    return services.create_article(
        section=section or Section.objects.first() or make_section(),
        headline=headline or f"Board agrees terms of deal {next(_number)}",
        by="test",
        **fields,
    )


def make_article(headline: str = "", *, section: Section | None = None, **fields: Any) -> Article:
    """A released article."""
    article = make_draft(headline, section=section, **fields)
    services.publish_article(article, by="test")
    article.refresh_from_db()
    return article
