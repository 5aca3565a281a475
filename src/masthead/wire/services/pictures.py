"""Pictures are got after their stories are taken in: asked for here, fetched by a courier, tried
again for a day, and left to the desk when they can't be had. Never delays or fails an ingest.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.db.models import F, Min

from masthead.content import services as newsroom
from masthead.content.errors import NewsroomError
from masthead.content.models import Article
from masthead.core import clock
from masthead.core.http import Door, FetchError
from masthead.delivery import couriers
from masthead.wire import pictures
from masthead.wire.items import Media, WireItem
from masthead.wire.models import Item, WantedPicture

logger = logging.getLogger(__name__)

MAX_BYTES = 20 * 1024 * 1024
SECONDS = 30.0
WAITS = tuple(timedelta(minutes=one) for one in (1, 5, 30, 120, 720))
CLAIM = timedelta(minutes=5)  # how long one courier has a picture for itself
STAND_IN = timedelta(minutes=1)  # a request sends the courier when it is this late
AT_A_TIME = 20
MOVED_TO = ("", "done", "rejected")  # where a watched folder puts what it has dealt with
COURIER = "wire:pictures"
_PICTURE = "picture"
_UNDER_WAY = frozenset({WantedPicture.State.WANTED, WantedPicture.State.GOT})
_NO_ROOM = "The article was worked on, was killed or has a picture."


class _CannotGetError(Exception):
    """No candidate could be had now; the message is one line for the desk."""


def want_picture(stored: Item, item: WireItem, *, folder: str = "") -> None:
    """The item's best picture is wanted for its article, if it names one and it is not got yet; of
    an item that is a picture, and so has no article, for the library alone. For a story that waits
    in the inbox it is kept in mind until the story is taken.

    `folder` is the folder of the file that the item came in, for pictures that lie beside it; only
    a caller that has read that folder itself may name one. In the caller's transaction; no query
    for items that name no picture, two else.
    """
    asked = _wanted(stored, item, folder=folder)
    if asked is None:
        return
    kept = WantedPicture.objects.filter(item=stored).first()
    if kept and kept.digest == asked.digest and kept.state in _UNDER_WAY:
        return
    if kept:
        asked.pk, asked.picture = kept.pk, kept.picture
        asked.folder = asked.folder or kept.folder
    asked.save()


def want_pictures(ones: Iterable[tuple[Item, WireItem, str]]) -> None:
    """As `want_picture`, for (stored, item, folder) of items that are new. One query at most."""
    asked = [_wanted(stored, item, folder=folder) for stored, item, folder in ones]
    WantedPicture.objects.bulk_create([one for one in asked if one])


def _wanted(stored: Item, item: WireItem, *, folder: str) -> WantedPicture | None:
    found = pictures.candidates(item.media)
    if not found:
        return None
    has_place = stored.article_id is not None or item.item_class == _PICTURE
    return WantedPicture(
        item=stored,
        digest=_digest_of(found),
        folder=folder[:500],
        state=WantedPicture.State.WANTED if has_place else WantedPicture.State.LEFT,
        next_try_at=clock.now(),
    )


def _digest_of(found: Sequence[Media]) -> str:
    says = "\x00".join(f"{one.url}\x01{one.width}x{one.height}" for one in found)
    return hashlib.sha256(says.encode("utf-8", "backslashreplace")).hexdigest()


# --- When ------------------------------------------------------------------------------------


def next_due() -> datetime | None:
    """When a request should send the courier in the heartbeat's stead. One query."""
    waiting = WantedPicture.objects.filter(state=WantedPicture.State.WANTED)
    at = waiting.aggregate(first=Min("next_try_at"))["first"]
    return at + STAND_IN if at else None


def send_courier(now: datetime) -> int:
    """Send somebody for the pictures that are due; how many. Returns at once. Two queries."""
    claimed = claim(now)
    if claimed:
        couriers.send(COURIER, partial(get_all, claimed))
    return len(claimed)


def claim(now: datetime) -> list[int]:
    """The ids of wanted pictures that are due, which nobody else takes for a while."""
    due = WantedPicture.objects.filter(state=WantedPicture.State.WANTED, next_try_at__lte=now)
    mine = list(due.order_by("next_try_at").values_list("pk", flat=True)[:AT_A_TIME])
    return [pk for pk in mine if due.filter(pk=pk).update(next_try_at=now + CLAIM)]


def get_all(wanted: Sequence[int]) -> None:
    """Try for each of these pictures once; what the house can't do for one stops no other."""
    rows = WantedPicture.objects.select_related("item__article", "item__source")
    for row in rows.filter(pk__in=wanted, state=WantedPicture.State.WANTED):
        try:
            get_picture(row)
        except (OSError, DatabaseError, NewsroomError) as error:  # a full disk, a locked table
            logger.exception("picture of item %s could not be kept", row.item_id)
            _try_later(row, why=f"It could not be kept: {error}")


# --- Getting ---------------------------------------------------------------------------------


def get_picture(wanted: WantedPicture) -> None:
    """The picture stands before its article, or it is known why not. Raises nothing that the
    picture, its server or its bytes can cause.
    """
    article, said = wanted.item.article, _item_of(wanted.item)
    found = pictures.candidates(said.media) if said else []
    if said is None or not found:
        _leave(wanted, "The current version names no picture.")
        return
    if not _has_room(article, wanted, said=said):
        _leave(wanted, _NO_ROOM)
        return
    try:
        shot = _first_to_be_had(found, said=said, folder=wanted.folder)
    except _CannotGetError as error:
        _try_later(wanted, why=str(error))
        return
    _put(wanted, article, shot=shot)


def _has_room(article: Article | None, wanted: WantedPicture, *, said: WireItem) -> bool:
    """True while nobody but us has given the article a picture or edited it, and for a picture
    that is still free to be used.
    """
    if article is None:
        return said.item_class == _PICTURE and wanted.item.status == "usable"
    ours = {None, wanted.picture_id}
    edited = article.latest_revision_id is not None
    return not (article.killed_at or edited) and article.lead_image_id in ours


def _item_of(item: Item) -> WireItem | None:
    version = item.current
    return WireItem.from_json(version.content) if version else None


def _first_to_be_had(found: Sequence[Media], *, said: WireItem, folder: str) -> newsroom.Shot:
    """The best candidate that can be got and is a picture. Raises _CannotGetError."""
    causes = []
    for media in found:
        try:
            data = _bytes_of(media.url, folder=folder)
            sight = pictures.look_at(data)
        except (_CannotGetError, pictures.NotAPictureError) as error:
            causes.append(str(error))
            continue
        return _shot_of(media, data=data, extension=sight.extension, said=said)
    raise _CannotGetError(causes[0])


def _bytes_of(url: str, *, folder: str) -> bytes:
    if not pictures.is_remote(url):
        return _bytes_beside(url, folder=folder)
    door = Door(
        trusted=frozenset(settings.MASTHEAD_TRUSTED_HOSTS),
        max_bytes=MAX_BYTES,
        total_seconds=SECONDS,
    )
    try:
        answer = door.fetch(url)
    except FetchError as error:
        raise _CannotGetError(str(error)) from None
    if answer.status != 200:  # noqa: PLR2004 - HTTP's own number
        raise _CannotGetError(f"{url}: the server answered {answer.status}")
    return answer.body


def _bytes_beside(url: str, *, folder: str) -> bytes:
    """The bytes of a file in the folder itself; links and ways out of it are not followed."""
    name = pictures.local_name(url)
    if name is None or not folder:
        raise _CannotGetError(f"{url[:80]}: no address to fetch and no file beside the item")
    for place in MOVED_TO:
        file = Path(folder, place, name)
        try:
            if file.is_symlink() or not file.is_file():
                continue
            with file.open("rb") as handle:
                data = handle.read(MAX_BYTES + 1)
        except OSError as error:
            raise _CannotGetError(f"{name}: {(error.strerror or 'unreadable').lower()}") from None
        if len(data) > MAX_BYTES:
            raise _CannotGetError(f"{name}: larger than {MAX_BYTES} bytes")
        return data
    raise _CannotGetError(f"{name}: not in the folder that the item came from")


def _shot_of(media: Media, *, data: bytes, extension: str, said: WireItem) -> newsroom.Shot:
    terms = " ".join(filter(None, [said.usage_terms, said.copyright]))
    return newsroom.Shot(
        data=data,
        extension=extension,
        title=media.caption or said.headline or said.slugline or "",
        caption=media.caption or "",
        credit=media.credit or said.credit_line or said.provider or "",
        alt=media.alt or "",
        usage_terms=terms,
    )


# --- What became of it -----------------------------------------------------------------------


def _put(wanted: WantedPicture, article: Article | None, *, shot: newsroom.Shot) -> None:
    by = f"wire:{wanted.item.source.slug}"
    picture = newsroom.keep_picture(shot, by=by)
    if article and not newsroom.illustrate_article(
        article, picture, shot=shot, by=by, instead_of=wanted.picture_id
    ):
        _leave(wanted, _NO_ROOM)
        return
    _note(wanted, state=WantedPicture.State.GOT, picture=picture)


def _leave(wanted: WantedPicture, why: str) -> None:
    _note(wanted, state=WantedPicture.State.LEFT, note=why)


def _try_later(wanted: WantedPicture, *, why: str) -> None:
    """The next try after its wait; after the last one the desk is told and the story stands
    without a picture.
    """
    logger.info("picture of item %s: %s", wanted.item_id, why)
    if wanted.tries < len(WAITS):
        again_at = clock.now() + WAITS[wanted.tries]
        _note(wanted, tries=F("tries") + 1, next_try_at=again_at, note=why)
        return
    _note(wanted, state=WantedPicture.State.FAILED, tries=F("tries") + 1, note=why)
    told = f"No picture: {why}"[:250]
    Item.objects.filter(pk=wanted.item_id, note="").update(note=told)


def _note(wanted: WantedPicture, **fields: object) -> None:
    """Only where the row still wants what was looked for: a newer version may want another."""
    if "note" in fields:
        fields["note"] = str(fields["note"])[:250]
    fields.setdefault("next_try_at", None)
    still = WantedPicture.objects.filter(pk=wanted.pk, digest=wanted.digest)
    still.update(**fields)
