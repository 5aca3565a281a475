"""The trail at the head of a desk page, as Wagtail's header draws it."""

from __future__ import annotations

from django.urls import reverse


def trail(*steps: tuple[str, str]) -> list[dict[str, str]]:
    """Home, then each step as (words, address); the last step's address may be empty."""
    home = ("Home", reverse("wagtailadmin_home"))
    return [{"label": words, "url": address} for words, address in (home, *steps)]
