"""The wire room's tables: sources and what they sent."""

from .channels import Channel, PushReceipt
from .items import Advisory, Delivery, Item, ItemVersion, Merge
from .pictures import WantedPicture
from .sources import Source, SourceSubject
from .standing import Quarantine, SourceHour

__all__ = [
    "Advisory",
    "Channel",
    "Delivery",
    "Item",
    "ItemVersion",
    "Merge",
    "PushReceipt",
    "Quarantine",
    "Source",
    "SourceHour",
    "SourceSubject",
    "WantedPicture",
]
