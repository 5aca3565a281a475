"""The names that many pages show: of sections, stories, topics and authors, by id. Kept by the
process while no such name has changed.
"""

from __future__ import annotations

from collections.abc import Iterable

from masthead.content.models import Author, Section, Story, Topic
from masthead.delivery import memo, reads

from .cards import AuthorView, LinkView, picture_view

Links = dict[int, LinkView]


def section_links(ids: Iterable[int]) -> Links:
    """The sections of those ids. One query, none for those that are kept."""

    def make(missing: set[int]) -> Links:
        reads.note("nav")
        found = Section.objects.in_bulk(missing)
        return {pk: LinkView(one.name, one.url) for pk, one in found.items()}

    return memo.shared_each("section", ids, make=make)


def story_links(ids: Iterable[int]) -> Links:
    """As `section_links`, of stories."""

    def make(missing: set[int]) -> Links:
        reads.note("stories")
        found = Story.objects.in_bulk(missing)
        return {pk: LinkView(one.title, one.url) for pk, one in found.items()}

    return memo.shared_each("story", ids, make=make)


def topic_links(ids: Iterable[int]) -> Links:
    """As `section_links`, of topics."""

    def make(missing: set[int]) -> Links:
        reads.note("topics")
        found = Topic.objects.in_bulk(missing)
        return {pk: LinkView(one.name, one.url) for pk, one in found.items()}

    return memo.shared_each("topic", ids, make=make)


def author_views(ids: Iterable[int]) -> dict[int, AuthorView]:
    """As `section_links`, of authors with their portraits."""

    def make(missing: set[int]) -> dict[int, AuthorView]:
        reads.note("authors", "pictures")
        found = Author.objects.select_related("portrait").in_bulk(missing)
        return {pk: author_view(one) for pk, one in found.items()}

    return memo.shared_each("author", ids, make=make)


def author_view(author: Author) -> AuthorView:
    """The author, loaded with the portrait, as a byline shows it."""
    return AuthorView(author.name, author.url, author.role, picture_view(author.portrait))
