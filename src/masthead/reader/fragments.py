"""Markup that stands on many pages, made once for what it shows: cards, nameplate, foot. Whatever a
fragment shows is part of its name, so an old one can never be taken for another.
"""

from __future__ import annotations

from datetime import tzinfo
from functools import lru_cache
from typing import NamedTuple

from django.template.loader import get_template
from django.utils import timezone, translation

from masthead.content.queries import Card, PictureView

from .frame import Frame
from .shapes import SHAPES

CARDS_KEPT = 3_000  # of about a kilobyte and a half each


class Manner(NamedTuple):
    """How dates and numbers are told."""

    language: str | None
    zone: tzinfo


class ShownCard(NamedTuple):
    """A card as one page shows it."""

    card: Card
    shape: str
    level: int
    portrait: PictureView | None
    in_section: bool
    manner: Manner


class ShownFrame(NamedTuple):
    """A frame as one page wears it; `here` is the page, where the frame leads to it, else ""."""

    frame: Frame
    here: str
    is_home: bool
    manner: Manner


def manner() -> Manner:
    """The manner of the page under way."""
    return Manner(translation.get_language(), timezone.get_current_timezone())


@lru_cache(CARDS_KEPT)
def card_html(shown: ShownCard) -> str:
    """The card in its shape."""
    card, shape = shown.card, SHAPES[shown.shape]
    by = " and ".join(author.name for author in card.authors) or card.byline
    context = {
        "card": card,
        "shape": shape,
        "level": shown.level,
        "portrait": shown.portrait,
        "by": by,
        "wanted": "kind" if shown.in_section and shape.kicker else shape.kicker,
    }
    return _rendered("components/card.html", context)


@lru_cache(200)
def nameplate_html(shown: ShownFrame) -> str:
    """What stands at the head of the page: date, name, menus."""
    context = {"frame": shown.frame, "here": shown.here, "is_home": shown.is_home}
    return _rendered("components/masthead.html", context)


@lru_cache(20)
def foot_html(frame: Frame) -> str:
    """What stands at the foot of the page."""
    return _rendered("components/footer.html", {"frame": frame})


def _rendered(template: str, context: dict[str, object]) -> str:
    return get_template(template).render(context)
