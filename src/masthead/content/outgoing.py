"""What strangers may be told of articles and sections, read at the moment of telling: an article
that is held by then is not described, and one that never was out has no address to tell.
"""

from __future__ import annotations

from dataclasses import replace

from masthead.core import clock
from masthead.delivery.models import Change
from masthead.delivery.outgoing import facts
from masthead.delivery.outgoing.facts import Facts, Piece

from . import rules
from .models import Article, Correction, Section
from .queries.cards import Card, cards_of

MOVED_AT_MOST = 1000  # articles of a moved section, newest first; sitemaps tell the others


def register() -> None:
    facts.register("content.article", describe_article)
    facts.register("content.section", describe_section)


def describe_article(change: Change) -> Facts | None:
    """What may be told of a change of an article; None when nothing may. At most five queries."""
    if not _was_out(change):
        return None
    article = Article.objects.filter(pk=change.object_id).select_related("section").first()
    path = change.details.get("path") or (article.path if article else "")
    if not path or change.object_id is None:
        return None
    fronts = ("/", article.section.url) if article else ("/",)
    told = Facts(change.object_id, (_address(path),), fronts, indexable=_is_indexable(article))
    if facts.is_withdrawal(change):
        return told
    card = next(
        iter(cards_of(Article.objects.released(clock.now()).filter(pk=change.object_id))), None
    )
    if card is None:  # held or gone by now, which a later change tells
        return None
    left = change.details.get("moved_from")
    addresses = (card.url, _address(left)) if left else (card.url,)
    return replace(told, addresses=addresses, piece=_piece(card, change))


def describe_section(change: Change) -> Facts | None:
    """The addresses that a section's move changed, its newest articles among them; None for any
    other change. Two queries.
    """
    if change.what != "moved" or change.object_id is None:
        return None
    old, new = change.details["section_from"], change.details["section_to"]
    articles = Article.objects.released(clock.now()).filter(section=change.object_id)
    paths = articles.latest_first().values_list("path", flat=True)[:MOVED_AT_MOST]
    tails = ["", *(f"{path.partition('/')[2]}/" for path in paths)]
    here = tuple(f"/{new}/{tail}" for tail in tails)
    there = tuple(f"/{old}/{tail}" for tail in tails)
    moved = Section.objects.filter(pk=change.object_id, slug=new).exists()
    return Facts(change.object_id, here + there if moved else there, ("/",))


def _was_out(change: Change) -> bool:
    """True when readers could see the article before or with this change."""
    of_article = Change.objects.filter(object_type=change.object_type, object_id=change.object_id)
    return of_article.filter(what="published", pk__lte=change.pk).exists()


def _is_indexable(article: Article | None) -> bool:
    return article is None or rules.is_indexable(kind=article.kind, origin=article.origin)


def _address(path: str) -> str:
    return f"/{path}/"


def _piece(card: Card, change: Change) -> Piece:
    names = ", ".join(author.name for author in card.authors)
    note = None
    if change.what == "corrected":
        note = Correction.objects.filter(article=card.id).order_by("-pk").first()
    return Piece(
        label=card.label,
        headline=card.headline,
        summary=card.summary,
        kind=card.kind,
        section=card.section.name,
        byline=names or card.byline,
        published=card.published,
        updated=card.updated,
        correction=note.note if note else "",
    )
