"""The wire room's tables: sources and what they sent."""

from .items import Delivery, Item, ItemVersion
from .sources import Source, SourceSubject

__all__ = ["Delivery", "Item", "ItemVersion", "Source", "SourceSubject"]
