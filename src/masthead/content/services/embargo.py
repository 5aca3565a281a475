"""Embargoes of agencies: they bind every version of an article, edited or not, from the moment they
come; an editor may set one aside, with a reason that stays on record.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.dateparse import parse_datetime

from masthead.accounts.audit import Actor, name_of, record
from masthead.content import gate
from masthead.content.cache_keys import footprint
from masthead.content.errors import AlreadyKilledError, NoReasonError, NotEmbargoedError
from masthead.content.models import Article
from masthead.core import clock
from masthead.delivery.log import append_change
from masthead.delivery.models import Change

from .release import announce


@transaction.atomic
def bind_embargo(
    article: Article, *, until: datetime | None, by: Actor, now: datetime
) -> Change | None:
    """The agency's embargo holds for the article and whatever the desk has made of it; `until` None
    lifts it. None when that changes nothing for readers.

    An embargo that an editor has set aside does not come back, nor one that ends earlier.
    """
    row = Article.objects.locked(article.pk)
    old = row.embargoed_until
    put_embargo(row, until)
    if row.killed_at or row.embargoed_until == old:
        row.save(update_fields=["wire_embargo", "label"])
        return None
    keys = footprint(row).keys
    change = _told(row, keys=keys, by=by, now=now)
    article.refresh_from_db()
    return change


@transaction.atomic
def override_embargo(
    article: Article, *, reason: str, by: Actor, now: datetime | None = None
) -> Change:
    """The embargo is set aside and the article out, as far as the rest of the gate lets it. It is
    remembered: a later version with this embargo, or an earlier one, does not put it back.

    Raises AlreadyKilledError, NotEmbargoedError, NoReasonError.
    """
    now = now or clock.now()
    row = Article.objects.locked(article.pk)
    if row.killed_at:
        raise AlreadyKilledError(row.headline)
    if row.embargoed_until is None or row.embargoed_until <= now:
        raise NotEmbargoedError(row.headline)
    if not reason.strip():
        raise NoReasonError("override an embargo")
    until, keys = row.embargoed_until, footprint(row).keys
    row.embargo_override, row.wire_embargo, row.embargoed_until = until, None, None
    _mend_revisions(row, old=until)
    details = {"reason": reason.strip(), "until": until.isoformat()}
    record("masthead.override_embargo", row, by=by, details=details)
    change = _told(row, keys=keys, by=by, now=now)
    article.refresh_from_db()
    return change or append_change("released", obj=row, keys=(), by=name_of(by))


def put_embargo(row: Article, until: datetime | None) -> None:
    """Set the agency's embargo on the row, unsaved, and on its revisions. An editor's own embargo
    stays where it ends later. No query for a row without revisions.
    """
    if until and row.embargo_override and until <= row.embargo_override:
        until = None
    old, row.wire_embargo = row.wire_embargo, until
    own = row.embargoed_until
    if own in {None, old} or (until and own < until):
        row.embargoed_until = until
        if row.pk and own != until:
            _mend_revisions(row, old=old)


def _told(row: Article, *, keys: frozenset[str], by: Actor, now: datetime) -> Change | None:
    """Save the row, and tell what its new embargo changes for readers."""
    was_out, is_out = row.announced, gate.is_released(row, now)
    if is_out and not was_out and row.published_at and row.published_at > now:
        row.published_at = now
    row.announced = was_out and is_out
    row.save(
        update_fields=[
            *("embargoed_until", "wire_embargo", "embargo_override", "published_at", "announced"),
            "label",
        ]
    )
    if was_out and not is_out:
        return append_change("held", obj=row, keys=keys, by=name_of(by))
    return announce(row, by=by, now=now) if is_out and not was_out else None


def _mend_revisions(row: Article, *, old: datetime | None) -> None:
    """Drafts and scheduled versions that carry the old embargo carry the new one."""
    at_hand = Q(approved_go_live_at__isnull=False) | Q(
        pk__in=[row.latest_revision_id, row.live_revision_id]
    )
    for revision in row.revisions.filter(at_hand):
        said = revision.content.get("embargoed_until")
        if (parse_datetime(said) if said else None) == old:
            revision.content["embargoed_until"] = row.embargoed_until
            revision.save(update_fields=["content"])
