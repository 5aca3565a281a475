"""The wire room's tables: sources and what they sent."""

from .channels import Channel, PushReceipt
from .clusters import Cluster, ClusterMember, Fingerprint
from .items import Advisory, Delivery, Item, ItemVersion, Merge
from .pictures import WantedPicture
from .routing import Route
from .sources import Source
from .standing import Quarantine, SourceHour

__all__ = [
    "Advisory",
    "Channel",
    "Cluster",
    "ClusterMember",
    "Delivery",
    "Fingerprint",
    "Item",
    "ItemVersion",
    "Merge",
    "PushReceipt",
    "Quarantine",
    "Route",
    "Source",
    "SourceHour",
    "WantedPicture",
]
