"""The application that the server serves. Its process has a heartbeat unless settings say no."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "masthead.config.settings.embedded")

from django.conf import settings
from django.core.asgi import get_asgi_application

application = get_asgi_application()

if settings.MASTHEAD_HEARTBEAT:
    from masthead.delivery.heartbeat import Heartbeat

    Heartbeat().start()
