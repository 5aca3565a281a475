"""What is to be done when what holds of an item has changed. Kills, withholding and embargoes act
at once, whatever the desk has made of the copy; new texts never overwrite what the desk wrote.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from masthead.content import services as newsroom
from masthead.content.models import Article
from masthead.wire import verdicts
from masthead.wire.items import PubStatus, WireItem
from masthead.wire.models import Item, Merge
from masthead.wire.verdicts import Arrival, Kept, Outcome, Standing

from .filing import file_item, headline_of, is_edited, note_corrections
from .handling import Action, Intake, Placement, Result, place, result_of
from .joining import meet_edited

LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Turn:
    """What an arrival changed: `new` came, as `item`; `before` and `after` is what holds."""

    stored: Item
    item: WireItem
    new: Kept
    arrival: Arrival
    before: Standing
    after: Standing


def act_on(turn: Turn, *, intake: Intake) -> Result:
    """What the arrival asks for is done; the item is changed, and not saved."""
    stored, after = turn.stored, turn.after
    if turn.arrival is Arrival.KILL:
        return kill(stored, reason=turn.item.ed_note or "", intake=intake)
    if turn.arrival is Arrival.BURIED or stored.state == Item.State.KILLED:
        return _superseded(turn, "killed-before")
    if turn.arrival is Arrival.CONFLICT:
        return _conflict(turn, intake)
    if turn.arrival is Arrival.OLDER:
        if stored.article and after.corrections > turn.before.corrections:
            note_corrections(stored, after.corrections, intake=intake)
        return _superseded(turn, "older-version")
    describe(stored, turn.item, after=after, intake=intake)
    return apply(stored, turn.item, after=after, intake=intake)


def apply(stored: Item, item: WireItem, *, after: Standing, intake: Intake) -> Result:
    """The text that stands, `item`, is out, held or withheld, as it and the desk ask."""
    tighten(stored, after, intake=intake)
    if after.status is PubStatus.WITHHELD:
        return withhold(stored, item, intake=intake)
    if stored.replaced_by_id:
        return result_of(stored, Outcome.SUPERSEDED, reason="corrected-before")
    if reason := verdicts.why_no_story(item):
        return hold(stored, reason)
    if stored.state == Item.State.SPIKED:
        return result_of(stored, Outcome.HELD, reason="spiked")
    return _bring_out(stored, item, after=after, intake=intake)


def _bring_out(stored: Item, item: WireItem, *, after: Standing, intake: Intake) -> Result:
    article = stored.article
    if article and article.killed_at:
        return result_of(stored, Outcome.SUPERSEDED, reason="killed-before")
    if article and stored.filed_digest == stored.digest:
        return _reopen(stored, article, after=after, intake=intake)
    if article and is_edited(article):
        return meet_edited(stored, item, after=after, intake=intake)
    if stored.state == Item.State.TAKEN:
        return hold(stored, "taken-by-desk")
    if article and was_taken_off(article):
        return hold(stored, "taken-off")
    placement = place(item, stored=stored, intake=intake)
    if placement.action is not Action.RELEASE:
        return keep_back(stored, placement)
    return file_item(stored, item, section=placement.section, after=after, intake=intake)


def _reopen(stored: Item, article: Article, *, after: Standing, intake: Intake) -> Result:
    """The text that stands is the one that is filed: only what holds of it has changed."""
    newsroom.bind_embargo(article, until=after.embargoed_until, by=intake.by, now=intake.now)
    newsroom.release_article(article, by=intake.by)
    note_corrections(stored, after.corrections, intake=intake)
    if stored.state == Item.State.INBOX and article.live and not stored.in_conflict:
        stored.state = Item.State.RELEASED
    stored.note = ""
    return result_of(stored, Outcome.UPDATED)


def tighten(stored: Item, after: Standing, *, intake: Intake) -> None:
    """An embargo binds what is out already, before anything else is asked."""
    until, article = after.embargoed_until, stored.article
    if article and until and until > (article.embargoed_until or LONG_AGO):
        newsroom.bind_embargo(article, until=until, by=intake.by, now=intake.now)


def kill(stored: Item, *, reason: str, intake: Intake) -> Result:
    """The item is withdrawn for good, and its article with it."""
    reason = reason or f"Withdrawn by {intake.source.name}."
    if stored.article and not stored.article.killed_at:
        newsroom.kill_article(stored.article, reason=reason, by=intake.by)
    stored.state, stored.note = Item.State.KILLED, reason[:250]
    stored.status, stored.in_conflict = PubStatus.CANCELED, False
    if stored.pk:
        stored.merges.filter(state=Merge.State.OPEN).update(
            state=Merge.State.DROPPED, settled_at=intake.now, settled_by=intake.by
        )
    return result_of(stored, Outcome.KILLED)


def withhold(stored: Item, item: WireItem, *, intake: Intake) -> Result:
    """The article is off every page until a usable version or an advisory brings it back."""
    if stored.article and not stored.article.killed_at:
        newsroom.withhold_article(stored.article, by=intake.by)
    return hold(stored, "kill-in-words" if "kill-advisory" in item.signals else "withheld")


def keep_back(stored: Item, placement: Placement) -> Result:
    """The item stays back as its placement says: for the desk, spiked, or beside its story."""
    held = hold(stored, placement.reason)
    stored.note = placement.note or stored.note
    if placement.action is Action.SPIKE:
        stored.state = Item.State.SPIKED
    attached = placement.action is Action.ATTACH
    return replace(held, outcome=Outcome.DUPLICATE) if attached else held


def hold(stored: Item, reason: str) -> Result:
    """The item waits for the desk, which is told why."""
    if stored.state != Item.State.SPIKED:
        stored.state = Item.State.INBOX
    stored.note = WHY_HELD.get(reason, "")
    return result_of(stored, Outcome.HELD, reason=reason)


WHY_HELD = {
    "withheld": "Withheld by the agency; wait for its release.",
    "kill-in-words": "Its headline says kill, and nothing else does. Withheld: kill it, or release "
    "it.",
    "taken-by-desk": "A new version came while the desk has this story.",
    "taken-off": "The desk took this story off the site; a new version came.",
    "not-for-publication": "For editors only, says the agency.",
    "no-story": "A picture, a list or other data, not a story.",
    "no-headline": "It has no headline.",
    "no-copy": "It has no text.",
}


def _conflict(turn: Turn, intake: Intake) -> Result:
    """Two texts under one number: an editor chooses. What the second says of status and embargo
    binds already.
    """
    stored, after = turn.stored, turn.after
    tighten(stored, after, intake=intake)
    if after.status is PubStatus.WITHHELD and turn.before.status is not PubStatus.WITHHELD:
        withhold(stored, turn.item, intake=intake)
        stored.status = after.status
    stored.embargoed_until, stored.in_conflict = after.embargoed_until, True
    stored.note = f"Version {turn.new.number} came twice with different content."
    if stored.state != Item.State.SPIKED:
        stored.state = Item.State.INBOX
    return result_of(stored, Outcome.CONFLICT, number=turn.new.number, reason="other-content")


def _superseded(turn: Turn, reason: str) -> Result:
    return result_of(turn.stored, Outcome.SUPERSEDED, number=turn.new.number, reason=reason)


def was_taken_off(article: Article) -> bool:
    """True when the article has been out and a person took it off: only a person puts it back."""
    return bool(article.version) and not article.live and not article.expired


def describe(stored: Item, item: WireItem, *, after: Standing, intake: Intake) -> None:
    """The item's own row tells of the version that stands."""
    if after.current:
        stored.version, stored.digest = after.current.number, after.current.digest
    stored.status, stored.embargoed_until = after.status, after.embargoed_until
    stored.in_conflict = after.in_conflict
    stored.headline = (headline_of(item) or item.guid)[:300]
    stored.slugline = (item.slugline or "")[:200]
    stored.urgency = item.urgency
    stored.received_at = intake.now
