"""The application that the server serves: the page cache, and Django behind it. Its process has a
heartbeat unless settings say no.
"""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

from django.core.wsgi import get_wsgi_application

if TYPE_CHECKING:
    from masthead.delivery.pages.front import Front

PRIVATE = ("/desk/", "/static/", "/pictures/", "/files/", "/wire/")


def build() -> Front:
    """The page cache over Django, which is set up by the first line."""
    django = get_wsgi_application()

    from django.conf import settings
    from django.urls import get_resolver

    from masthead.delivery import due, memo, page_keys
    from masthead.delivery.heartbeat import Heartbeat
    from masthead.delivery.pages.bridge import Bridge
    from masthead.delivery.pages.front import Front
    from masthead.delivery.pages.store import PageStore

    if settings.MASTHEAD_HEARTBEAT:
        Heartbeat().start()
    memo.use(memo.Memo(page_keys.table()))
    front = Front(
        Bridge(django, threads=settings.MASTHEAD_THREADS, table=page_keys.table()),
        PageStore(page_keys.table(), limit=settings.MASTHEAD_PAGES_BYTES),
        private=PRIVATE,
        is_due=due.is_overdue,
        perform_due=due.perform_if_due,
    )
    # What stands now stands for good: the collector need not look at it again, which would hold
    # up every reader for a tenth of a second.
    _ = get_resolver().url_patterns  # every view is loaded now
    gc.collect()
    gc.freeze()
    return front


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "masthead.config.settings.embedded")
application = build()
