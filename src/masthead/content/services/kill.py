"""Withdrawing: for good, or until the agency says otherwise."""

from __future__ import annotations

from django.db import transaction

from masthead.accounts.audit import Actor, name_of, record
from masthead.content import gate
from masthead.content.cache_keys import footprint
from masthead.content.errors import AlreadyKilledError, NoReasonError
from masthead.content.models import Article
from masthead.core import clock
from masthead.delivery.log import append_change
from masthead.delivery.models import Change

from .release import announce


@transaction.atomic
def kill_article(article: Article, *, reason: str, by: Actor) -> Change:
    """The article is withdrawn everywhere, for good, scheduled versions included.

    Raises AlreadyKilledError, NoReasonError.
    """
    if not reason.strip():
        raise NoReasonError("kill")
    row = Article.objects.locked(article.pk)
    if row.killed_at:
        raise AlreadyKilledError(row.headline)
    keys = footprint(row).keys
    row.killed_at, row.kill_reason, row.live = clock.now(), reason.strip(), False
    row.announced, row.live_revision = False, None
    row.save(
        update_fields=["killed_at", "kill_reason", "live", "announced", "live_revision", "label"]
    )
    row.revisions.update(approved_go_live_at=None)
    if state := row.current_workflow_state:
        state.cancel(user=None)
    record("masthead.kill", row, by=by, details={"reason": reason.strip()})
    article.refresh_from_db()
    return append_change(
        "killed", obj=row, keys=keys | {"corrections"}, by=name_of(by), details={"path": row.path}
    )


@transaction.atomic
def withhold_article(article: Article, *, by: Actor) -> Change | None:
    """Nobody sees the article until `release_article`; None when it was withheld already."""
    row = Article.objects.locked(article.pk)
    if row.withheld:
        return None
    keys = footprint(row).keys if row.announced else ()
    row.withheld, row.announced = True, False
    row.save(update_fields=["withheld", "announced", "label"])
    record("masthead.withhold", row, by=by)
    article.refresh_from_db()
    return append_change("withheld", obj=row, keys=keys, by=name_of(by))


@transaction.atomic
def release_article(article: Article, *, by: Actor) -> Change | None:
    """A withheld article may be seen again, as far as the rest of the gate lets it; None when it
    was not withheld.
    """
    row, now = Article.objects.locked(article.pk), clock.now()
    if not row.withheld:
        return None
    row.withheld = False
    row.save(update_fields=["withheld", "label"])
    record("masthead.release", row, by=by)
    if gate.is_released(row, now):
        change = announce(row, by=by, now=now)
    else:
        change = append_change("released", obj=row, keys=(), by=name_of(by))
    article.refresh_from_db()
    return change
