"""Setting up Django on a site's folder: the one place that does. Validates the configuration
first, so that a wrong setting is one line and not a traceback.
"""

from __future__ import annotations

import os
from pathlib import Path

from . import site as sites


def site_folder() -> Path:
    """The folder of the site that the command is about (`--site`, MASTHEAD_SITE, else here)."""
    return Path(os.environ.get("MASTHEAD_SITE", ".")).resolve()


def boot(folder: Path | None = None) -> sites.SiteConfig:
    """Django stands on the site in `folder` (else `site_folder()`). Raises SiteError."""
    folder = (folder or site_folder()).resolve()
    config = sites.load(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "masthead.config.settings.embedded")
    import django

    django.setup()
    return config
