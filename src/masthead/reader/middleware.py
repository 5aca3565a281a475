"""Headers of public pages."""

from __future__ import annotations

from typing import Any


def reader_headers(get_response: Any) -> Any:
    return get_response
