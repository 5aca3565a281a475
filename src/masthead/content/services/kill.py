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


@transaction.atomic
def kill_article(article: Article, *, reason: str, by: Actor) -> Change:
    """The article is withdrawn everywhere, for good, scheduled versions included.

    Raises AlreadyKilledError, NoReasonError.
    """
    if article.killed_at:
        raise AlreadyKilledError(article.headline)
    if not reason.strip():
        raise NoReasonError("kill")
    keys = footprint(article).keys
    article.killed_at, article.kill_reason, article.live = clock.now(), reason.strip(), False
    article.announced, article.live_revision = False, None
    article.save(
        update_fields=["killed_at", "kill_reason", "live", "announced", "live_revision", "label"]
    )
    article.revisions.update(approved_go_live_at=None)
    if state := article.current_workflow_state:
        state.cancel(user=None)
    record("masthead.kill", article, by=by, details={"reason": reason})
    return append_change(
        "killed", obj=article, keys=keys, by=name_of(by), details={"path": article.path}
    )


@transaction.atomic
def withhold_article(article: Article, *, by: Actor) -> Change | None:
    """Nobody sees the article until `release_article`; None when it was withheld already."""
    return _set_withheld(article, withheld=True, by=by)


@transaction.atomic
def release_article(article: Article, *, by: Actor) -> Change | None:
    """A withheld article may be seen again, as far as the rest of the gate lets it; None when it
    was not withheld.
    """
    return _set_withheld(article, withheld=False, by=by)


def _set_withheld(article: Article, *, withheld: bool, by: Actor) -> Change | None:
    if article.withheld == withheld:
        return None
    article.withheld = withheld
    article.announced = gate.is_released(article, clock.now())
    article.save(update_fields=["withheld", "announced", "label"])
    record("masthead.withhold" if withheld else "masthead.release", article, by=by)
    return append_change(
        "withheld" if withheld else "published",
        obj=article,
        keys=footprint(article).keys,
        by=name_of(by),
    )
