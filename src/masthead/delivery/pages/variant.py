"""Which representation of a public page a request asks for: the page cache keeps each apart, and
views that offer several ask here, so that the two can never disagree.
"""

from __future__ import annotations

from functools import lru_cache

VARIANTS = {"markdown": "text/markdown", "ninjs": "application/vnd.iptc.ninjs+json"}
USUAL = ("text/html", "application/xhtml+xml", "application/json")
LONGEST = 2_000


@lru_cache(maxsize=2048)
def variant_of(accept: str) -> str:
    """The name of the variant that an Accept header prefers, "" for the usual one (RFC 9110
    §12.5.1). Only a type that is named counts: browsers take anything and want the page.
    """
    accept = accept.lower()
    if not any(name in accept for name in VARIANTS) or len(accept) > LONGEST:
        return ""
    weights = dict(map(_weighed, accept.split(",")))
    usual = max(weights.get(mime, 0.0) for mime in USUAL)
    wanted = {name: weights.get(mime, 0.0) for name, mime in VARIANTS.items()}
    best = max(wanted, key=lambda name: wanted[name])
    return best if wanted[best] > 0 and wanted[best] >= usual else ""


def _weighed(part: str) -> tuple[str, float]:
    mime, *parameters = (one.strip() for one in part.split(";"))
    for one in parameters:
        if one.startswith("q="):
            try:
                return mime, float(one[2:])
            except ValueError:
                return mime, 0.0
    return mime, 1.0
