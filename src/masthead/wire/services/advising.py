"""Documents that speak of other documents: they kill, withhold or release them, or take their
place, be the other here already or still to come.
"""

from __future__ import annotations

from dataclasses import replace

from masthead.content import services as newsroom
from masthead.wire import queries
from masthead.wire.items import PubStatus, WireItem
from masthead.wire.models import Advisory, Item, ItemVersion
from masthead.wire.queries import History
from masthead.wire.verdicts import Arrival, Outcome, Standing

from .acting import Turn, apply, describe, hold, kill, tighten, withhold
from .handling import Intake, Result
from .keeping import key_of

LONGEST_NOTICE = 600  # characters: a longer advisory may be a story too
SAYS = {"kills": PubStatus.CANCELED, "withholds": PubStatus.WITHHELD, "releases": PubStatus.USABLE}
WORDS = {
    PubStatus.CANCELED: "withdraws",
    PubStatus.WITHHELD: "withholds",
    PubStatus.USABLE: "releases",
}


def says_of_others(item: WireItem) -> dict[str, PubStatus]:
    """The keys of the other items whose status this one sets."""
    named = {
        key_of(other): status for name, status in SAYS.items() if (other := getattr(item, name))
    }
    return {guid: status for guid, status in named.items() if guid != item.guid}


def advise(turn: Turn, *, version: ItemVersion, intake: Intake) -> Result:
    """What the document says of others holds from now on; the document itself is no story, unless
    an editor finds it is. Outcome: what became of the other.
    """
    stored, item = turn.stored, turn.item
    result = Result(stored.guid, turn.new.number, Outcome.HELD, None, "advisory")
    notes = []
    for guid, status in says_of_others(item).items():
        target, outcome = _obey(guid, status=status, item=item, version=version, intake=intake)
        notes.append(f"{WORDS[status]} {guid}")
        result = replace(result, outcome=outcome, article=target.article)
    if turn.arrival in {Arrival.CURRENT, Arrival.KILL, Arrival.CONFLICT}:
        describe(stored, item, after=turn.after, intake=intake)
    is_notice = len(item.body_text) <= LONGEST_NOTICE
    stored.state = Item.State.SPIKED if is_notice else Item.State.INBOX
    stored.note = f"Advisory: {', '.join(notes)}"[:250]
    stored.save()
    return result


def _obey(
    guid: str, *, status: PubStatus, item: WireItem, version: ItemVersion, intake: Intake
) -> tuple[Item, Outcome]:
    target, is_new = _item_of(guid, intake)
    history = queries.history_of(target) if not is_new else History()
    before = history.standing(settled=target.settled_digest)
    Advisory.objects.create(
        target=target,
        version=version,
        status=status,
        made=item.version_created,
        received_at=intake.now,
    )
    target.advised = True
    after = replace(history, orders=queries.orders_about(target)).standing(
        settled=target.settled_digest
    )
    outcome = _carry_out(target, item, before=before, after=after, intake=intake)
    target.save()
    return target, outcome


def _carry_out(
    target: Item, item: WireItem, *, before: Standing, after: Standing, intake: Intake
) -> Outcome:
    if after.status is PubStatus.CANCELED:
        if before.status is not PubStatus.CANCELED:
            kill(target, reason=item.ed_note or "", intake=intake)
        return Outcome.KILLED
    if after.status == before.status:
        return Outcome.HELD
    target.status = after.status
    if after.status is PubStatus.WITHHELD:
        tighten(target, after, intake=intake)
        return withhold(target, item, intake=intake).outcome
    current = target.current
    if current is None:
        return hold(target, "").outcome
    return apply(target, WireItem.from_json(current.content), after=after, intake=intake).outcome


def correct_another(stored: Item, item: WireItem, *, intake: Intake) -> None:
    """The item has the place of the one it corrects (NITF `correction/@id-string`): its article,
    or, where that has not come yet, the promise that it will not be published.
    """
    wrong, _ = _item_of(key_of(item.corrects or ""), intake)
    wrong = _last_word(wrong)
    if wrong.pk == stored.pk or _is_older(item, wrong):
        if wrong.pk != stored.pk:
            stored.replaced_by = wrong
        return
    article, wrong.article = wrong.article, None
    wrong.replaced_by = stored
    wrong.note = f"Corrected by {item.guid}"[:250]
    if wrong.state == Item.State.INBOX:
        wrong.state = Item.State.SPIKED
    wrong.save()
    if article is None or article.killed_at:
        return
    if stored.state == Item.State.KILLED:
        newsroom.kill_article(article, reason=f"Corrected by {item.guid}.", by=intake.by)
    elif stored.article is None:
        stored.article, stored.filed_digest = article, wrong.filed_digest
    elif article.live:
        newsroom.unpublish_article(article, by=intake.by)


def _item_of(guid: str, intake: Intake) -> tuple[Item, bool]:
    """The item of this key, locked; one that has not come stands as an empty place."""
    mine = Item.objects.filter(source=intake.source, guid=guid)
    found = mine.select_for_update().first()
    if found:
        return found, False
    empty = Item(source=intake.source, guid=guid, headline=guid, received_at=intake.now)
    empty.save()
    return empty, True


def _last_word(item: Item) -> Item:
    """The item that stands at the end of a chain of corrections."""
    seen = {item.pk}
    while item.replaced_by and item.replaced_by_id not in seen:
        item = item.replaced_by
        seen.add(item.pk)
    return item


def _is_older(item: WireItem, other: Item) -> bool:
    """True when the other one corrects too, and was made later."""
    current = other.current
    if current is None or not current.correction or not (current.made and item.version_created):
        return False
    return current.made > item.version_created
