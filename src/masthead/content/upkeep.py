"""Followers that keep the house in order: redirects from old addresses, and the index of which
article uses which picture, document or page.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ReferenceIndex

from masthead.delivery.followers import Follower
from masthead.delivery.followers import register as register_follower
from masthead.delivery.models import Change

from .models import Article


def register() -> None:
    register_follower(
        Follower("redirects", "leads old addresses to new ones", keep_redirects, in_database=True)
    )
    register_follower(
        Follower("references", "records what articles use", keep_references, in_database=True)
    )


def keep_redirects(changes: Sequence[Change]) -> None:
    """Every address an article has left leads to where it stands now, in one step."""
    for change in changes:
        if moved_from := change.details.get("moved_from"):
            _lead(moved_from, change.details["moved_to"])


def keep_references(changes: Sequence[Change]) -> None:
    """The reference index knows what the changed articles use."""
    touched = {change.object_id for change in changes if change.object_type == "content.article"}
    for article in Article.objects.filter(pk__in=touched):
        with transaction.atomic():
            ReferenceIndex.create_or_update_for_object(article)


def _lead(old: str, new: str) -> None:
    old_path, new_path = Redirect.normalise_path(f"/{old}/"), Redirect.normalise_path(f"/{new}/")
    Redirect.objects.filter(old_path=new_path).delete()
    Redirect.objects.filter(redirect_link=f"/{old}/").update(redirect_link=f"/{new}/")
    Redirect.objects.update_or_create(
        old_path=old_path,
        site=None,
        defaults={"redirect_link": f"/{new}/", "is_permanent": True},
    )
