"""What the newsroom's second door, Wagtail's editor, tells the services. Sent inside the
transaction of the write and never after it; not sent by `services.file_copy` or `kill_article`,
which append their changes themselves.
"""

from __future__ import annotations

from django.dispatch import Signal

article_published = Signal()
"""A revision was published or scheduled: `pk`, `before` (a `cache_keys.Footprint`), `user`."""

article_unpublished = Signal()
"""An article was taken off by an editor or by its expiry: `pk`, `before`, `user`."""
