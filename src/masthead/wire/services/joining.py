"""A new version meets an article that the desk has edited: what only one side changed is merged;
what both changed waits for an editor, and until then the article stays as the desk has it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from masthead.accounts.audit import Actor, name_of
from masthead.content import services as newsroom
from masthead.content.models import Article
from masthead.core import clock
from masthead.wire import merging
from masthead.wire.cache_keys import move_wire_room
from masthead.wire.items import WireItem
from masthead.wire.merging import Merged, Side, Story
from masthead.wire.models import Item, ItemVersion, Merge
from masthead.wire.verdicts import Outcome, Standing

from .filing import copy_of, note_corrections
from .handling import Intake, Result, result_of
from .refusals import NothingToMergeError, TextMovedError


@dataclass(frozen=True, slots=True)
class Meeting:
    """Everything a merge is made of: the desk's `article` as it would be published now."""

    item: Item
    article: Article
    theirs: newsroom.Copy
    version: int
    merged: Merged


def meet_edited(stored: Item, item: WireItem, *, after: Standing, intake: Intake) -> Result:
    """The new version is merged into the article as a new revision, out where the article is out
    and its source may release; where both changed the same, an editor is asked.
    """
    meeting = _meeting(stored, item, intake)
    article = meeting.article
    newsroom.bind_embargo(article, until=after.embargoed_until, by=intake.by, now=intake.now)
    if meeting.merged.conflicts:
        _open(stored, meeting, intake)
        stored.state = Item.State.INBOX
        stored.note = f"Version {meeting.version} changes what the desk changed: settle it."
        return result_of(stored, Outcome.HELD, reason="edited-by-desk")
    goes_out = intake.release and article.live and not article.has_unpublished_changes
    _put_in(meeting, meeting.merged.settled(), by=intake.by, publish=goes_out)
    _close(stored, Merge.State.MERGED, meeting=meeting, by=intake.by)
    if goes_out:
        newsroom.release_article(article, by=intake.by)
        note_corrections(stored, after.corrections, intake=intake)
        stored.state = Item.State.RELEASED
        stored.note = f"Version {meeting.version} was merged with the desk's changes."
        return result_of(stored, Outcome.UPDATED, reason="merged")
    if stored.state != Item.State.TAKEN:
        stored.state = Item.State.INBOX
    stored.note = (
        f"Version {meeting.version} is merged into the draft; publish it when it is right."
    )
    return result_of(stored, Outcome.HELD, reason="merged-into-draft")


@transaction.atomic
def open_meeting(item: Item) -> Meeting:
    """What an editor has to settle. Raises NothingToMergeError. Six queries."""
    if not item.article or not item.merges.filter(state=Merge.State.OPEN).exists():
        raise NothingToMergeError(item)
    current = item.current
    if current is None:
        raise NothingToMergeError(item)
    intake = Intake(item.source, release=item.source.auto_publish, now=clock.now())
    return _meeting(item, WireItem.from_json(current.content), intake)


@transaction.atomic
def settle_merge(
    item: Item,
    *,
    by: Actor,
    parts: Sequence[Side],
    fields: Mapping[str, Side],
    seen: tuple[int | None, str],
) -> Item:
    """The article is what the editor chose, conflict by conflict, as a new revision; out at once
    where it is out and no draft waits. `seen` is the revision and the version that he chose from.

    Raises NothingToMergeError; TextMovedError when either is no longer the latest.
    """
    item.refresh_from_db(from_queryset=Item.objects.select_for_update())
    meeting = open_meeting(item)
    article = meeting.article
    if seen != (article.latest_revision_id, item.digest):
        raise TextMovedError(item)
    goes_out = article.live and not article.has_unpublished_changes
    story = meeting.merged.settled(parts=parts, fields=fields)
    _put_in(meeting, story, by=by, publish=goes_out)
    _close(item, Merge.State.SETTLED, meeting=meeting, by=name_of(by))
    if goes_out:
        newsroom.release_article(article, by=by)
        _note(item)
    item.state = Item.State.RELEASED if goes_out else Item.State.TAKEN
    item.note = ""
    item.save()
    move_wire_room()
    return item


def _note(item: Item) -> None:
    corrections = item.versions.filter(correction=True, status="usable").count()
    intake = Intake(item.source, release=True, now=clock.now())
    note_corrections(item, corrections, intake=intake)


def _meeting(stored: Item, item: WireItem, intake: Intake) -> Meeting:
    if stored.article is None:
        raise NothingToMergeError(stored)
    article = Article.objects.locked(stored.article.pk)
    draft: Article = article.get_latest_revision_as_object()
    section = article.section
    theirs = copy_of(item, source=intake.source, section=section, guid=stored.guid)
    base = _filed_version(stored)
    base_copy = theirs
    if base:
        filed = WireItem.from_json(base.content)
        base_copy = copy_of(filed, source=intake.source, section=section, guid=stored.guid)
    merged = merging.merge(
        _story_of(base_copy) if base else _blank(),
        ours=_desk_story(draft),
        theirs=_story_of(theirs),
    )
    return Meeting(stored, article, theirs, stored.version, merged)


def _filed_version(stored: Item) -> ItemVersion | None:
    """The version that the article was filed from, be it this item's or of one it corrects."""
    if not stored.filed_digest:
        return None
    mine = ItemVersion.objects.filter(digest=stored.filed_digest)
    found = mine.filter(item=stored).first()
    return found or mine.filter(item__replaced_by=stored).first()


def _blank() -> Story:
    return Story("", "", "", "", ())


def _story_of(copy: newsroom.Copy) -> Story:
    return Story(copy.headline, copy.summary, copy.byline, copy.dateline, tuple(copy.blocks))


def _desk_story(draft: Article) -> Story:
    blocks = tuple(dict(block) for block in draft.body.raw_data)
    return Story(draft.headline, draft.summary, draft.byline, draft.dateline, blocks)


def _put_in(meeting: Meeting, story: Story, *, by: Actor, publish: bool) -> None:
    copy = replace(
        meeting.theirs,
        headline=story.headline,
        summary=story.summary,
        byline=story.byline,
        dateline=story.dateline,
        blocks=[dict(block) for block in story.blocks],
    )
    said = {"version": meeting.version, "source": meeting.item.source.name}
    newsroom.revise_copy(meeting.article, copy, by=by, publish=publish, said=said)


def _open(stored: Item, meeting: Meeting, intake: Intake) -> None:
    """One open merge an item: of the latest version."""
    waiting = stored.merges.filter(state=Merge.State.OPEN)
    waiting.update(state=Merge.State.DROPPED, settled_at=intake.now, settled_by=intake.by)
    Merge.objects.create(
        item=stored,
        base=stored.filed_digest,
        theirs=stored.digest,
        conflicts=meeting.merged.conflicts,
        at=intake.now,
    )


def _close(stored: Item, state: Merge.State, *, meeting: Meeting, by: str) -> None:
    now = clock.now()
    waiting = stored.merges.filter(state=Merge.State.OPEN)
    if state is Merge.State.SETTLED:
        waiting.update(state=state, settled_at=now, settled_by=by)
    else:
        waiting.update(state=Merge.State.DROPPED, settled_at=now, settled_by=by)
        Merge.objects.create(
            item=stored,
            base=stored.filed_digest,
            theirs=stored.digest,
            state=state,
            conflicts=meeting.merged.conflicts,
            settled_at=now,
            settled_by=by,
        )
    stored.filed_digest = stored.digest
