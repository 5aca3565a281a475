"""What the newsroom's second door, Wagtail's editor, tells the services. Sent inside the
transaction of the write and never after it; not sent by `services.file_copy` or `kill_article`,
which append their changes themselves.
"""

from __future__ import annotations

from django.dispatch import Signal

article_published = Signal()
"""A revision was published: `pk`, `before` (a `cache_keys.Footprint`), `by` (an Actor), `dated`
(the date readers see, or None); `at` is None, or the time for which it was only scheduled.
"""

article_unpublished = Signal()
"""An article was taken off by an editor or by its expiry: `pk`, `before`, `by`."""
