"""The wire room's verbs: keep what came, act on what it says, and the desk's answers to it."""

from .answers import (
    kill_item,
    publish_item,
    release_item,
    settle_conflict,
    spike_item,
    take_item,
    unspike_item,
)
from .arriving import accept, receive
from .clusters import attach, detach, make_primary
from .filing import copy_of
from .handling import Action, Intake, Placement, Result, place, section_among
from .joining import Meeting, open_meeting, settle_merge
from .refusals import (
    NoSectionError,
    NothingToMergeError,
    NothingToPublishError,
    NothingToSettleError,
    TextMovedError,
)
from .together import Arrived, accept_new

__all__ = [
    "Action",
    "Arrived",
    "Intake",
    "Meeting",
    "NoSectionError",
    "NothingToMergeError",
    "NothingToPublishError",
    "NothingToSettleError",
    "Placement",
    "Result",
    "TextMovedError",
    "accept",
    "accept_new",
    "attach",
    "copy_of",
    "detach",
    "kill_item",
    "make_primary",
    "open_meeting",
    "place",
    "publish_item",
    "receive",
    "release_item",
    "section_among",
    "settle_conflict",
    "settle_merge",
    "spike_item",
    "take_item",
    "unspike_item",
]
