"""The home page: the editors' pins over automatic lists, composed block by block."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from masthead.content.models import Section
from masthead.content.queries import Card, PictureView, home_lists
from masthead.content.queries.lists import all_sections, portraits_of, stories_in_the_news
from masthead.core import clock
from masthead.delivery.pages.declare import public_page
from masthead.reader.frame import Head, build_frame, show

Lists = Mapping[str, tuple[Card, ...]]

# How the first sections of the navigation stand on the page; the rest share the index.
COMPOSED = 5
IN_FEATURE, IN_HALF, IN_FOUR, IN_COLUMNS, IN_INDEX = 5, 4, 4, 3, 3
SUPPLIED_NOTE = (
    "Sent to us by the organisations they name, or paid for by them. "
    "Our reporters had no part in them."
)


@dataclass(frozen=True, slots=True)
class Day:
    """The cards of one day of the latest rail; `name` is empty for the newest day."""

    name: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """An opinion piece beside the face of its writer."""

    card: Card
    portrait: PictureView | None


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the front; `template` is its composition."""

    template: str
    title: str
    anchor: str
    cards: tuple[Card, ...] = ()
    url: str = ""
    more: str = ""
    note: str = ""
    columns: tuple[Column, ...] = ()
    halves: tuple["Block", ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Lead:
    """The top of the page."""

    lead: Card | None
    under: tuple[Card, ...]
    seconds: tuple[Card, ...]
    days: tuple[Day, ...]


@public_page()
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front page. Ten queries, whatever is published."""
    now = clock.now()
    sections = all_sections()
    lists = home_lists(now, sections=sections, sizes=_sizes(sections)).lists
    frame = build_frame(now)
    top = lists.get("top", ())
    head = Head(
        title="",
        path="/",
        headline=frame.title,
        description=frame.description or frame.strapline,
        image=top[0].picture if top else None,
    )
    return show(
        request,
        "reader/home.html",
        head,
        frame=frame,
        is_home=True,
        stories=stories_in_the_news(now),
        lead=_lead(top, lists.get("latest", ())),
        blocks=list(_blocks(lists, sections)),
    )


def _sizes(sections: Sequence[Section]) -> dict[str, int]:
    """How many cards each list gets; the order decides who chooses first."""
    shapes = (IN_FEATURE, IN_HALF, IN_HALF, IN_FOUR, IN_COLUMNS)
    of_sections = {
        f"section:{section.slug}": shapes[place] if place < COMPOSED else IN_INDEX
        for place, section in enumerate(sections)
    }
    return {
        "top": 6,
        "opinion": 3,
        "videos": 4,
        "interviews": 3,
        "latest": 13,
        **of_sections,
        "reports": 3,
        "releases": 2,
        "paid": 2,
    }


def _lead(top: Sequence[Card], latest: Sequence[Card]) -> Lead:
    return Lead(
        lead=top[0] if top else None,
        seconds=tuple(top[1:4]),
        under=tuple(top[4:6]),
        days=tuple(_days(latest)),
    )


def _days(cards: Sequence[Card]) -> Iterator[Day]:
    by_day = groupby(cards, key=lambda card: timezone.localtime(card.published).date())
    for date, mine in by_day:
        yield Day(f"{date:%A} {date.day} {date:%B}", tuple(mine))


def _blocks(lists: Lists, sections: Sequence[Section]) -> Iterator[Block]:
    """The blocks that have something to show, in the order of the page."""
    named = [_section_block(lists, section) for section in sections]
    feature, left, right, four, columns = (*named, *[None] * COMPOSED)[:COMPOSED]
    candidates = (
        feature and _as("feature", feature),
        _opinion(lists),
        _pair(left, right),
        _list_block("videos", lists.get("videos", ()), title="Videos", url="/videos/"),
        four and _as("four", four),
        columns and _as("text", columns),
        _list_block(
            "interviews", lists.get("interviews", ()), title="Interviews", url="/interviews/"
        ),
        _index(named[COMPOSED:]),
        _list_block(
            "text", lists.get("reports", ()), title="Research reports", url="/research-reports/"
        ),
        _supplied(lists),
    )
    return (block for block in candidates if block)


def _section_block(lists: Lists, section: Section) -> Block | None:
    cards = lists.get(f"section:{section.slug}", ())
    if not cards:
        return None
    return Block(
        template="",
        title=section.name,
        anchor=f"section-{section.slug}",
        cards=_picture_first(cards),
        url=section.url,
        more=f"More from {section.name}",
    )


def _picture_first(cards: tuple[Card, ...]) -> tuple[Card, ...]:
    """The newest card that has a picture leads; the others keep their order."""
    lead = next((card for card in cards if card.picture), cards[0])
    return (lead, *(card for card in cards if card is not lead))


def _as(composition: str, block: Block) -> Block:
    return Block(
        template=f"blocks/{composition}.html",
        title=block.title,
        anchor=block.anchor,
        cards=block.cards,
        url=block.url,
        more=block.more,
    )


def _list_block(composition: str, cards: tuple[Card, ...], *, title: str, url: str) -> Block | None:
    if not cards:
        return None
    return Block(
        template=f"blocks/{composition}.html",
        title=title,
        anchor=f"list-{url.strip('/')}",
        cards=cards,
        url=url,
        more=f"All {title.lower()}",
    )


def _opinion(lists: Lists) -> Block | None:
    cards = lists.get("opinion", ())
    if not cards:
        return None
    authors = portraits_of(cards)
    faces = [authors.get(card.authors[0].url) if card.authors else None for card in cards]
    return Block(
        template="blocks/opinion.html",
        title="Opinion",
        anchor="list-opinion",
        columns=tuple(
            Column(card, face.portrait if face else None)
            for card, face in zip(cards, faces, strict=True)
        ),
    )


def _pair(left: Block | None, right: Block | None) -> Block | None:
    halves = tuple(half for half in (left, right) if half)
    return Block("blocks/pair.html", "", "", halves=halves) if halves else None


def _index(blocks: Sequence[Block | None]) -> Block | None:
    halves = tuple(block for block in blocks if block)
    if not halves:
        return None
    return Block("blocks/index.html", "Most recent by section", "most-recent", halves=halves)


def _supplied(lists: Lists) -> Block | None:
    """What is sent in or paid for stands apart, and says so."""
    cards = (*lists.get("paid", ()), *lists.get("releases", ()))
    if not cards:
        return None
    return Block(
        template="blocks/supplied.html",
        title="Supplied and paid-for material",
        anchor="supplied",
        cards=cards,
        url="/press-releases/",
        more="All press releases",
        note=SUPPLIED_NOTE,
    )
