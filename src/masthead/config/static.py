"""How static files are collected: named by their content, compressed once."""

from __future__ import annotations

from typing import Any

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage with gzip alone: Brotli at its highest setting would make the first
    start of a site wait for a minute to save a few per cent.
    """

    def create_compressor(self, **options: Any) -> Compressor:
        return Compressor(use_brotli=False, **options)
