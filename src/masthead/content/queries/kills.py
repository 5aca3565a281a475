"""What was withdrawn of late, by its name and time alone, for whoever keeps copies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from masthead.content import rules
from masthead.content.models import Article
from masthead.delivery.models import Change

LOOKED_THROUGH = 200  # kills of the site
ARTICLE = "content.article"


@dataclass(frozen=True, slots=True)
class Killed:
    """A piece that was out and was killed; not a word of it."""

    guid: str
    at: datetime


def lately_killed(key: str, *, limit: int) -> list[Killed]:
    """The pieces killed last, newest first, that stood in the list of this cache key and that
    machines might list. A piece that never was out is not among them. Two queries.
    """
    of_article = Change.objects.filter(object_type=ARTICLE, object_id=OuterRef("object_id"))
    kills = Change.objects.filter(Exists(of_article.filter(what="published")), what="killed")
    newest = kills.filter(object_type=ARTICLE).order_by("-pk")[:LOOKED_THROUGH]
    rows = newest.values_list("object_id", "at", "keys")
    times = {pk: at for pk, at, keys in rows if pk and key in keys}
    killed = Article.objects.filter(pk__in=list(times), killed_at__isnull=False)
    facts = killed.values_list("pk", "guid", "kind", "origin")
    guids = {
        pk: guid for pk, guid, kind, origin in facts if rules.is_indexable(kind=kind, origin=origin)
    }
    return [Killed(guids[pk], at) for pk, at in times.items() if pk in guids][:limit]
