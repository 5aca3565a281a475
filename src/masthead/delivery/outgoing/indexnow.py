"""The follower that tells search engines which addresses came, changed or went (indexnow.org)."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Sequence
from functools import partial
from urllib.parse import urlsplit

from masthead.core import clock
from masthead.delivery import page_keys
from masthead.delivery.followers import Follower
from masthead.delivery.models import Change

from . import answers, conf, facts
from .conf import IndexNowTo, Outputs

logger = logging.getLogger(__name__)

SECONDS = 15.0
ADDRESSES_A_REQUEST = 10_000
BAD_REQUEST = 400


def followers_of(outputs: Outputs) -> list[Follower]:
    """The one follower, when there is a key."""
    if not outputs.indexnow:
        return []
    return [
        Follower(
            "indexnow",
            "tells search engines which addresses came, changed or went",
            partial(_submit, outputs.indexnow, outputs),
            outside=True,
            since=clock.now(),
            after=page_keys.NAME,
        )
    ]


def key_text(name: str) -> str | None:
    """The text of `/{name}.txt`, by which engines see that the key is this site's; None when
    `name` is not the key.
    """
    to = conf.read().indexnow
    return to.key if to and name == to.key else None


def addresses_of(changes: Iterable[Change]) -> list[str]:
    """The paths to be looked at again, each once, in the order of the changes: those that came or
    changed, and those that were public and went; none that engines may not index.
    """
    told = (facts.of(change) for change in changes)
    paths = (path for one in told if one and one.indexable for path in one.addresses)
    return list(dict.fromkeys(paths))


def _submit(to: IndexNowTo, outputs: Outputs, changes: Sequence[Change]) -> None:
    paths = addresses_of(changes)
    for start in range(0, len(paths), ADDRESSES_A_REQUEST):
        _post(to, outputs, paths[start : start + ADDRESSES_A_REQUEST])


def _post(to: IndexNowTo, outputs: Outputs, paths: Sequence[str]) -> None:
    """200 and 202 are accepted. 403 and 422 say that the key file or the host is wrong, 429 that
    we are too fast: tried again until that is mended. 400 finds no fault but in the addresses:
    the same ones would never pass, so they are passed over.
    """
    body = {
        "host": urlsplit(outputs.base_url).netloc,
        "key": to.key,
        "keyLocation": outputs.absolute(f"/{to.key}.txt"),
        "urlList": [outputs.absolute(path) for path in paths],
    }
    answer = answers.ask(
        "POST",
        to.endpoint,
        door=outputs.door(seconds=SECONDS),
        headers={"Content-Type": "application/json; charset=utf-8"},
        body=json.dumps(body).encode(),
    )
    if answer.status == BAD_REQUEST:
        logger.warning("IndexNow refused %d addresses, the first is %s", len(paths), paths[0])
        return
    answers.require(answer, accepted=(200, 202))
