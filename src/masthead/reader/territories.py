"""Pieces that may be read in some countries only. The country is what the header says that the
operator has named (`http.country_header`); such an answer is for one reader, never for a cache.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from masthead.content import rules


def may_read(request: HttpRequest, territories: str) -> bool:
    """True when a reader who asks from there may see the piece."""
    if not territories:
        return True
    header = settings.MASTHEAD_COUNTRY_HEADER
    country = request.headers.get(header, "") if header else ""
    return rules.may_be_read_in(country, territories)


def kept_private(response: HttpResponse, territories: str) -> HttpResponse:
    """The response, kept out of every cache when it is of a piece for some countries only."""
    if territories:
        response["Cache-Control"] = "private, no-store"
        response["CDN-Cache-Control"] = "no-store"
        if header := settings.MASTHEAD_COUNTRY_HEADER:
            patch_vary_headers(response, [header])
    return response
