"""Who the demo title is: its name, dress, authors, stories and topics, from identity.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

_FILE = Path(__file__).with_name("identity.toml")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Portrait(_Part):
    seed: int
    palette: str


class AuthorNote(_Part):
    slug: str
    name: str
    role: str
    email: str
    bio: str
    portrait: Portrait


class StoryNote(_Part):
    slug: str
    title: str
    summary: str


class TopicNote(_Part):
    slug: str
    name: str
    description: str


class Identity(_Part):
    """The whole file. `colours` are hex values by name; the site's settings take the accents."""

    title: str
    strapline: str
    description: str
    publisher: str
    founded: int
    copyright_holder: str
    newsletter_line: str
    disclosure: str
    postal_address: str
    contact_email: str
    colours: dict[str, str]
    authors: tuple[AuthorNote, ...]
    stories: tuple[StoryNote, ...]
    topics: tuple[TopicNote, ...]


def read_identity() -> Identity:
    raw: dict[str, Any] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return Identity(**raw)
