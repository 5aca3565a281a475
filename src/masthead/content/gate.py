"""The release gate: whether an article may be seen, as one predicate in two notations.

`released_q(now)` is for the database, `why_held(article, now)` for one article at hand; a property
test holds the two to each other. No public surface lists or fetches articles any other way than
`Article.objects.released(now)`.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from . import rules
from .kinds import Origin

if TYPE_CHECKING:
    from .models import Article


def released_q(now: datetime, *, channel: rules.Channel = rules.Channel.WEB) -> Q:
    """The articles that may be seen at `now` in the channel, as a condition on `Article`."""
    return (
        Q(live=True, withheld=False, killed_at=None)
        & _begun("go_live_at", now)
        & _begun("embargoed_until", now)
        & _begun("rights_from", now)
        & _lasting("expire_at", now)
        & _lasting("rights_until", now)
        & ~Q(origin=Origin.COMMISSIONED, label="")
        & ~Q(closed_to__contains=str(channel))
    )


def facts_of(article: Article) -> rules.GateFacts:
    """What the gate asks about this article."""
    return rules.GateFacts(
        live=article.live,
        withheld=article.withheld,
        killed_at=article.killed_at,
        go_live_at=article.go_live_at,
        embargoed_until=article.embargoed_until,
        expire_at=article.expire_at,
        rights_from=article.rights_from,
        rights_until=article.rights_until,
        commissioned=article.origin == Origin.COMMISSIONED,
        label=article.label,
        closed_to=article.closed_to,
    )


def why_held(
    article: Article, now: datetime, *, channel: rules.Channel = rules.Channel.WEB
) -> rules.Held | None:
    """Why the article may not be seen at `now` in the channel; None when it may. No query."""
    return rules.why_held(facts_of(article), now, channel=channel)


def is_released(
    article: Article, now: datetime, *, channel: rules.Channel = rules.Channel.WEB
) -> bool:
    """True when the article may be seen at `now` in the channel. No query."""
    return why_held(article, now, channel=channel) is None


def _begun(field: str, now: datetime) -> Q:
    return Q(**{field: None}) | Q(**{f"{field}__lte": now})


def _lasting(field: str, now: datetime) -> Q:
    return Q(**{field: None}) | Q(**{f"{field}__gt": now})
