"""A site in a folder: everything comes from its `masthead.toml` and the environment."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

from masthead.ops import site as _site

from .base import *  # noqa: F403 - Django's way of building settings on settings
from .base import LOGGING

SITE_FOLDER = Path(os.environ.get("MASTHEAD_SITE", ".")).resolve()
_config = _site.load(SITE_FOLDER)

DEBUG = False
SECRET_KEY = _site.secret_of(_config, SITE_FOLDER)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", urlsplit(_config.base_url).hostname]
ALLOWED_HOSTS += _config.hosts
CSRF_TRUSTED_ORIGINS = [_config.base_url]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _config.base_url.startswith("https:")
SECURE_HSTS_SECONDS = 31536000 if SESSION_COOKIE_SECURE else 0

DATABASES = {
    "default": {
        **_site.database_of(_config.database.url, folder=SITE_FOLDER),
        "CONN_MAX_AGE": None,  # a thread of the bridge keeps its connection
    }
}
globals().update(_site.mail_of(_config.mail.url, folder=SITE_FOLDER))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _config.mail.sender

LANGUAGE_CODE = _config.language
TIME_ZONE = _config.timezone
LOGGING["root"]["level"] = _config.log_level

MEDIA_ROOT = SITE_FOLDER / "media"
STATIC_ROOT = SITE_FOLDER / "data" / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "masthead.config.static.StaticFiles"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

WAGTAIL_SITE_NAME = "Masthead"
WAGTAILADMIN_BASE_URL = _config.base_url
MASTHEAD_BASE_URL = _config.base_url
MASTHEAD_KEYS_FILE = SITE_FOLDER / "data" / "keys"
MASTHEAD_HEARTBEAT = _config.server.heartbeat
MASTHEAD_TRUSTED_HOSTS = _config.http.trusted
MASTHEAD_COUNTRY_HEADER = _config.http.country_header
MASTHEAD_SECRETS = _config.secrets
MASTHEAD_WIRE_FOLDERS = [str(SITE_FOLDER / "incoming"), *_config.wire.folders]
MASTHEAD_THREADS = _config.server.threads
MASTHEAD_PAGES_BYTES = _config.server.page_cache_mb * 1024 * 1024
MASTHEAD_OUTGOING = _config.outgoing()
