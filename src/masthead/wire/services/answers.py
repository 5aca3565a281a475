"""The desk's answers to what waits in the inbox."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from masthead.accounts.audit import Actor
from masthead.content import services as newsroom
from masthead.content.models import Article
from masthead.core import clock
from masthead.wire.items import PubStatus, WireItem
from masthead.wire.models import Item

from .filing import copy_of, is_edited
from .handling import Intake
from .refusals import NothingToPublishError


@transaction.atomic
def take_item(item: Item, *, by: Actor) -> Item:
    """The item is the desk's: a draft to be edited, out of the inbox. Raises NewsroomError."""
    if not (item.article and is_edited(item.article)):
        item.article = _file_current(item, release=False, by=by)
    item.state, item.note = Item.State.TAKEN, ""
    item.save(update_fields=["state", "note", "article"])
    return item


@transaction.atomic
def publish_item(item: Item, *, by: Actor) -> Item:
    """The item is out, as far as the gate lets it: its current version, or what the desk has
    made of it. Raises NewsroomError.
    """
    if item.status != PubStatus.USABLE:
        raise NothingToPublishError(item)
    if item.article and is_edited(item.article):
        newsroom.publish_article(item.article, by=by)
    else:
        item.article = _file_current(item, release=True, by=by)
    item.state, item.note = Item.State.RELEASED, ""
    item.save(update_fields=["state", "note", "article"])
    return item


@transaction.atomic
def spike_item(item: Item, *, by: Actor) -> Item:  # noqa: ARG001 - every verb names who acts
    """The item is out of the inbox and will not be used; later versions of it stay spiked."""
    item.state = Item.State.SPIKED
    item.save(update_fields=["state"])
    return item


@transaction.atomic
def unspike_item(item: Item, *, by: Actor) -> Item:  # noqa: ARG001 - every verb names who acts
    """The spiked item is back in the inbox."""
    item.state = Item.State.INBOX
    item.save(update_fields=["state"])
    return item


def _file_current(item: Item, *, release: bool, by: Actor) -> Article:
    version = item.current
    if version is None or item.state == Item.State.KILLED:
        raise NothingToPublishError(item)
    wire_item = WireItem.from_json(version.content)
    intake = Intake(item.source, release=release, now=clock.now())
    section = intake.section_for(wire_item)
    copy = copy_of(wire_item, source=item.source, section=section, guid=item.guid)
    copy = replace(copy, headline=copy.headline or item.headline or item.guid)
    return newsroom.file_copy(copy, by=by, now=intake.now, article=item.article, release=release)
