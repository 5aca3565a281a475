"""Names that machines keep: slugs, guids and digests. Knows no domain."""

from __future__ import annotations

import hashlib
import uuid

from anyascii import anyascii
from django.utils.text import slugify

SLUG_LENGTH = 90


def slug_of(text: str) -> str:
    """A URL segment of `[a-z0-9-]`, at most 90 characters, cut at a word; never empty."""
    slug = slugify(anyascii(text))
    if len(slug) > SLUG_LENGTH:
        slug = slug[: SLUG_LENGTH + 1].rpartition("-")[0] or slug[:SLUG_LENGTH]
    return slug.strip("-") or "untitled"


def new_guid() -> str:
    """A new permanent name for an item of our own (RFC 9562, RFC 8141)."""
    return f"urn:uuid:{uuid.uuid4()}"


def sha256_of(payload: bytes) -> str:
    """The SHA-256 of the bytes, in lower-case hexadecimal."""
    return hashlib.sha256(payload).hexdigest()
