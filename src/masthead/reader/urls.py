"""The reader site's addresses (design §9)."""

from __future__ import annotations

urlpatterns: list = []
