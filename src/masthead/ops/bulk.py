"""Filling a site with articles by the hundred thousand, for scale work: bulk inserts, one change a
batch, and a run that was cut short goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.text import slugify

from masthead.content.cache_keys import kind_key, shard_key
from masthead.content.kinds import Kind, Origin
from masthead.content.models import Article, ArticleAuthor, Author, Picture, Section, Topic
from masthead.core import clock
from masthead.delivery.log import append_change

from .plausible import Piece, piece
from .site import SiteError

BATCH = 1000
APART = timedelta(minutes=5)
BY = "demo-data"
KINDS = (*(Kind.NEWS,) * 12, *(Kind.ANALYSIS,) * 3, Kind.INTERVIEW, Kind.OPINION, Kind.FACTBOX)
_NAMES = ("Ada Norwood", "Benedict Crane", "Clara Whitlock", "Dario Fenn", "Edith Marlow")
_SUBJECTS = ("Credit", "Freight", "Currencies", "Insurance", "Payments", "Commodities")


@dataclass(frozen=True, slots=True)
class Newsroom:
    """What the pieces are filed under."""

    sections: Sequence[Section]
    authors: Sequence[Author]
    topics: Sequence[Topic]
    pictures: Sequence[Picture]


def newsroom(*, images: int, draw: Callable[[int], list[Picture]]) -> Newsroom:
    """The site's sections, authors and topics (made where there are none) and `images` pictures.

    Raises SiteError when the site has no section.
    """
    sections = list(Section.objects.all())
    if not sections:
        raise SiteError("the site has no section to file articles in; make one in the desk")
    if not Author.objects.exists():
        for name in _NAMES:
            Author.objects.create(name=name, slug=slugify(name), role="Reporter")
    if not Topic.objects.exists():
        for name in _SUBJECTS:
            Topic.objects.create(name=name, slug=slugify(name))
    return Newsroom(sections, list(Author.objects.all()), list(Topic.objects.all()), draw(images))


def fill(desk: Newsroom, *, articles: int, seed: int, advance: Callable[[int, int], None]) -> int:
    """The site holds `articles` pieces of this seed; how many were added by this run."""
    start = first = _done(seed)
    now = clock.now()
    while start < articles:
        numbers = range(start, min(start + BATCH, articles))
        _insert(desk, [(number, piece(seed, number)) for number in numbers], seed=seed, now=now)
        start = numbers.stop
        advance(start, articles)
    return max(0, articles - first)


def _guid(seed: int, number: int) -> str:
    return f"urn:masthead:demo-data:{seed}:{number:09d}"


def _done(seed: int) -> int:
    """How many pieces of the seed are there: they are inserted in order, so the last one tells."""
    ours = Article.objects.filter(guid__gte=_guid(seed, 0), guid__lte=_guid(seed, 999_999_999))
    last = ours.order_by("-guid").values_list("guid", flat=True).first()
    return int(last.rpartition(":")[2]) + 1 if last else 0


@transaction.atomic
def _insert(desk: Newsroom, pieces: list[tuple[int, Piece]], *, seed: int, now: datetime) -> None:
    articles = Article.objects.bulk_create(
        [_article(desk, one, number=number, seed=seed, now=now) for number, one in pieces]
    )
    ArticleAuthor.objects.bulk_create(
        ArticleAuthor(article=article, author=desk.authors[one.dice % len(desk.authors)])
        for article, (_, one) in zip(articles, pieces, strict=True)
    )
    tagged = Article.topics.through
    tagged.objects.bulk_create(
        tagged(article_id=article.pk, topic_id=desk.topics[one.dice // 7 % len(desk.topics)].pk)
        for article, (_, one) in zip(articles, pieces, strict=True)
    )
    keys = {
        "latest",
        *(shard_key(article.pk) for article in articles),
        *(f"section:{one.section_id}" for one in articles),
    }
    keys |= {kind_key(one.kind) for one in articles}
    keys |= {f"author:{author.pk}" for author in desk.authors}
    keys |= {f"topic:{topic.pk}" for topic in desk.topics}
    append_change("loaded", by=BY, keys=keys, details={"articles": len(articles)})


def _article(desk: Newsroom, one: Piece, *, number: int, seed: int, now: datetime) -> Article:
    section = desk.sections[one.dice % len(desk.sections)]
    slug = f"{slugify(one.headline)[:80]}-{seed}-{number}"
    posted = now - APART * (number + 1)
    wire = one.dice % 2 == 0
    return Article(
        guid=_guid(seed, number),
        kind=KINDS[one.dice // 3 % len(KINDS)],
        origin=Origin.WIRE if wire else Origin.STAFF,
        provider=one.agency if wire else "",
        credit_line=one.agency if wire else "",
        section=section,
        headline=one.headline,
        slug=slug,
        path=f"{section.slug}/{slug}",
        summary=one.summary,
        dateline=one.dateline,
        body=[("text", "".join(f"<p>{words}</p>" for words in one.paragraphs))],
        lead_image=desk.pictures[number % len(desk.pictures)] if desk.pictures else None,
        live=True,
        announced=True,
        version=1,
        word_count=sum(len(words.split()) for words in one.paragraphs),
        created_at=posted,
        published_at=posted,
        first_published_at=posted,
        last_published_at=posted,
    )
