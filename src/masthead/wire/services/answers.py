"""The desk's answers to what waits in the inbox."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from masthead.accounts.audit import Actor
from masthead.content import services as newsroom
from masthead.core import clock
from masthead.wire import queries
from masthead.wire.cache_keys import move_wire_room
from masthead.wire.items import PubStatus, WireItem
from masthead.wire.models import Item, Merge
from masthead.wire.verdicts import Standing

from .acting import apply, describe
from .filing import copy_of, headline_of, is_edited, note_corrections
from .handling import Intake
from .pictures import want_picture
from .refusals import NothingToPublishError, NothingToSettleError, UnsettledError


@transaction.atomic
def take_item(item: Item, *, by: Actor) -> Item:
    """The item is the desk's: a draft to be edited, out of the inbox. Raises NewsroomError."""
    _lock(item)
    if not (item.article and is_edited(item.article)):
        _file_current(item, release=False, by=by)
    item.state, item.note = Item.State.TAKEN, ""
    item.save()
    move_wire_room()
    return item


@transaction.atomic
def publish_item(item: Item, *, by: Actor) -> Item:
    """The item is out, as far as the gate lets it: its current version, or what the desk has
    made of it. Raises NewsroomError.
    """
    _lock(item)
    if item.status != PubStatus.USABLE:
        raise NothingToPublishError(item)
    if item.merges.filter(state=Merge.State.OPEN).exists():
        raise UnsettledError(item)
    if item.article and is_edited(item.article):
        newsroom.publish_article(item.article, by=by)
    else:
        _file_current(item, release=True, by=by)
    if item.article:
        newsroom.release_article(item.article, by=by)
    note_corrections(item, _standing(item).corrections, intake=_intake(item, release=True))
    item.state, item.note = Item.State.RELEASED, ""
    item.save()
    move_wire_room()
    return item


@transaction.atomic
def spike_item(item: Item, *, by: Actor) -> Item:  # noqa: ARG001 - every verb names who acts
    """The item is out of the inbox and will not be used; later versions of it stay spiked."""
    item.state = Item.State.SPIKED
    item.save(update_fields=["state"])
    move_wire_room()
    return item


@transaction.atomic
def unspike_item(item: Item, *, by: Actor) -> Item:  # noqa: ARG001 - every verb names who acts
    """The spiked item is back in the inbox."""
    item.state = Item.State.INBOX
    item.save(update_fields=["state"])
    move_wire_room()
    return item


@transaction.atomic
def settle_conflict(item: Item, *, version: int, by: Actor) -> Item:  # noqa: ARG001 - as above
    """Of two texts that came under one number the one with this id stands, and is handled as copy
    of its source is. Raises NothingToSettleError, NewsroomError.
    """
    _lock(item)
    chosen = item.versions.filter(pk=version, number=item.version).first()
    if chosen is None or not item.in_conflict:
        raise NothingToSettleError(item)
    item.settled_digest = chosen.digest
    after, intake = _standing(item), _intake(item, release=item.source.auto_publish)
    text = WireItem.from_json(chosen.content)
    describe(item, text, after=after, intake=replace(intake, now=item.received_at))
    if item.state != Item.State.SPIKED:
        item.state = Item.State.INBOX
    item.note = ""
    apply(item, text, after=after, intake=intake)
    item.save()
    move_wire_room()
    return item


@transaction.atomic
def kill_item(item: Item, *, reason: str, by: Actor) -> Item:
    """A person says that the item is killed, where the agency only said so in words: its article
    is withdrawn for good, and later versions stay away. Raises NewsroomError.
    """
    _lock(item)
    if item.article and not item.article.killed_at:
        newsroom.kill_article(item.article, reason=reason, by=by)
    item.state, item.note = Item.State.KILLED, reason[:250]
    item.save()
    move_wire_room()
    return item


@transaction.atomic
def release_item(item: Item, *, by: Actor) -> Item:
    """A person says that a withheld story may be seen again, as it was filed last. Raises
    NothingToPublishError.
    """
    _lock(item)
    if item.article is None or item.state == Item.State.KILLED:
        raise NothingToPublishError(item)
    newsroom.release_article(item.article, by=by)
    item.state, item.note = Item.State.RELEASED, ""
    item.save()
    move_wire_room()
    return item


def _lock(item: Item) -> None:
    """The item as it stands now, and nobody else's until the transaction ends."""
    item.refresh_from_db(from_queryset=Item.objects.select_for_update())


def _standing(item: Item) -> Standing:
    return queries.history_of(item).standing(settled=item.settled_digest)


def _intake(item: Item, *, release: bool) -> Intake:
    return Intake(item.source, release=release, now=clock.now())


def _file_current(item: Item, *, release: bool, by: Actor) -> None:
    version = item.current
    if version is None or item.state == Item.State.KILLED:
        raise NothingToPublishError(item)
    wire_item = WireItem.from_json(version.content)
    intake = _intake(item, release=release)
    section = intake.section_for(wire_item)
    copy = copy_of(wire_item, source=item.source, section=section, guid=item.guid)
    copy = replace(
        copy,
        headline=headline_of(wire_item)[:250] or item.headline or item.guid,
        embargoed_until=item.embargoed_until,
    )
    item.article = newsroom.file_copy(
        copy, by=by, now=intake.now, article=item.article, release=release
    )
    want_picture(item, wire_item)
    item.filed_digest = item.digest
