"""Settings of the test suite: a throw-away folder, SQLite, or the PostgreSQL that the suite
started (MASTHEAD_TEST_DATABASE).
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from masthead.ops import site as _site

from .base import *  # noqa: F403 - Django's way of building settings on settings

SITE_FOLDER = Path(tempfile.mkdtemp(prefix="masthead-test-"))
atexit.register(shutil.rmtree, SITE_FOLDER, ignore_errors=True)

SECRET_KEY = "test"  # noqa: S105 - of the test suite alone
ALLOWED_HOSTS = ["*"]
DATABASES = {
    "default": _site.database_of(
        os.environ.get("MASTHEAD_TEST_DATABASE", "sqlite:///test.sqlite3"), folder=SITE_FOLDER
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": SITE_FOLDER / "test.sqlite3"}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DEFAULT_FROM_EMAIL = "site@example.com"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
MEDIA_ROOT = SITE_FOLDER / "media"
STATIC_ROOT = SITE_FOLDER / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
WAGTAIL_SITE_NAME = "Masthead"
WAGTAILADMIN_BASE_URL = MASTHEAD_BASE_URL = "http://testserver"
MASTHEAD_KEYS_FILE = SITE_FOLDER / "keys"
MASTHEAD_HEARTBEAT = False
MASTHEAD_TRUSTED_HOSTS: list[str] = []
MASTHEAD_COUNTRY_HEADER = ""
MASTHEAD_OUTGOING: dict[str, object] = {}
MASTHEAD_SECRETS: dict[str, str] = {}
MASTHEAD_WIRE_FOLDERS = [str(SITE_FOLDER / "incoming")]
MASTHEAD_THREADS = 2
MASTHEAD_PAGES_BYTES = 8 * 1024 * 1024
