"""Tags of the reader's templates: cards, pictures, kickers and datelines. They read no table."""

from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html_join

from masthead.reader import fragments
from masthead.reader.pictures import picture_markup

register = template.Library()


@register.simple_tag
def card(
    card: Any, shape: str, level: int = 3, *, portrait: Any = None, in_section: bool = False
) -> str:
    """One card in one of the shapes, its headline at the given level; `in_section` where the page
    itself says the section.
    """
    return fragments.card_html(
        fragments.ShownCard(card, shape, level, portrait or None, in_section, fragments.manner())
    )


@register.simple_tag(takes_context=True)
def nameplate(context: Any) -> str:
    """Date, name and menus of the page under way."""
    frame, here = context["frame"], context.get("here", "")
    return fragments.nameplate_html(
        fragments.ShownFrame(
            frame,
            here if here in frame.leads_to else "",
            bool(context.get("is_home")),
            fragments.manner(),
        )
    )


@register.simple_tag
def foot(frame: Any) -> str:
    """The foot of every page."""
    return fragments.foot_html(frame)


@register.simple_tag
def picture(
    view: Any,
    ratio: str,
    sizes: str,
    *,
    alt: str | None = None,
    eager: bool = False,
    decorative: bool = False,
) -> str:
    """A picture in a sized set; `decorative` where the headline beside it says the same."""
    return picture_markup(
        view, ratio=ratio, sizes=sizes, alt="" if decorative else alt, eager=eager
    )


@register.simple_tag
def kicker(card: Any, wanted: str) -> str:
    """Section and kind, as far as wanted; plain news needs no word for its kind, and what is paid
    for borrows none.
    """
    parts = []
    if wanted in {"both", "section"}:
        parts.append(("kicker__section", card.section.name))
    if wanted in {"both", "kind"} and card.kind != "news" and not card.label:
        parts.append(("kicker__kind", card.kind_name))
    return format_html_join("", '<span class="{}">{}</span>', parts)


@register.filter
def stamp(moment: datetime) -> str:
    """Day, month and time in the site's time zone: “14 November, 09:05”."""
    return date_format(timezone.localtime(moment), "j F, H:i")


@register.filter
def clock(moment: datetime) -> str:
    """Hours and minutes in the site's time zone."""
    return date_format(timezone.localtime(moment), "H:i")


@register.filter
def zoned(moment: datetime) -> str:
    """Date, time and zone, as the record shows them: “14 November 2026, 09:05 GMT”."""
    return date_format(timezone.localtime(moment), "j F Y, H:i T")


@register.filter
def day(moment: datetime) -> str:
    """The day in words: “Saturday 14 November 2026”."""
    return date_format(timezone.localtime(moment), "l j F Y")


@register.filter
def exact(moment: datetime) -> str:
    """For machines, to the second: “2026-11-14T09:05:00+00:00”. HTML takes no microseconds."""
    return moment.isoformat(timespec="seconds")
