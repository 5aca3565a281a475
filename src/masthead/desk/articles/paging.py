"""Paging that costs the same over a thousand articles and over a million."""

from __future__ import annotations

from django.utils.functional import cached_property
from wagtail.admin.paginator import WagtailPaginator

COUNT_AT_MOST = 1000


class CappedPaginator(WagtailPaginator):
    """Counts no further than COUNT_AT_MOST; a page beyond that shows the last one instead.

    Whoever looks further back searches or filters.
    """

    @cached_property
    def count(self) -> int:
        rows = self.object_list
        return rows.order_by()[:COUNT_AT_MOST].count() if hasattr(rows, "model") else len(rows)

    @cached_property
    def items_count_label(self) -> str:
        more = "+" if self.count >= COUNT_AT_MOST else ""
        name = self.verbose_name if self.count == 1 else self.verbose_name_plural
        return f"{self.count:,}{more} {name}"
