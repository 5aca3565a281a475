"""Composable reads of articles. `released(now)` is the gate; public surfaces start with it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Prefetch

from .gate import released_q
from .rules import Channel

if TYPE_CHECKING:
    from .models import Article, Section, Story


class ArticleQuerySet(models.QuerySet["Article"]):
    def released(self, now: datetime, *, channel: Channel = Channel.WEB) -> Self:
        """The articles that readers may see at `now` in the channel."""
        return self.filter(released_q(now, channel=channel))

    def open_to(self, channel: Channel) -> Self:
        """The articles that their licence lets come out in the channel."""
        return self.exclude(closed_to__contains=str(channel))

    def locked(self, pk: int) -> Article:
        """The article's row as it stands now, nobody else's until the transaction ends."""
        return self.select_for_update().get(pk=pk)

    def at_path(self, path: str) -> Self:
        """The article last released at this path. The index holds none without a path, and the
        database uses it only for a question that says so.
        """
        return self.exclude(path="").filter(path=path)

    def in_section(self, section: Section) -> Self:
        return self.filter(section=section)

    def in_story(self, story: Story) -> Self:
        return self.filter(story=story)

    def latest_first(self) -> Self:
        return self.order_by("-published_at", "-id")

    def for_card(self) -> Self:
        """With what a card shows and nothing else: one query, and one for the authors."""
        from .models import ArticleAuthor

        return (
            self.select_related("section", "lead_image")
            .defer("body", "usage_terms", "kill_reason")
            .prefetch_related(
                Prefetch(
                    "article_authors",
                    queryset=ArticleAuthor.objects.select_related("author").order_by("sort_order"),
                )
            )
        )

    def unannounced(self) -> Self:
        """Published, but held by the clock, so that the log has not told of them."""
        return self.filter(live=True, announced=False)

    def with_status_facts(self) -> Self:
        """For the desk's list: with section and revision, newest first."""
        return self.select_related("section").order_by(F("created_at").desc(), "-id")
