"""The wire room's verbs: keep what came, act on what it says, and the desk's answers to it."""

from .answers import publish_item, spike_item, take_item, unspike_item
from .arriving import accept, receive
from .filing import copy_of
from .handling import Intake, Result
from .refusals import NoSectionError, NothingToPublishError

__all__ = [
    "Intake",
    "NoSectionError",
    "NothingToPublishError",
    "Result",
    "accept",
    "copy_of",
    "publish_item",
    "receive",
    "spike_item",
    "take_item",
    "unspike_item",
]
