"""Followers that keep the house in order: redirects from old addresses, pieces under licences that
changed, and the index of which article uses which picture, document or page.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ReferenceIndex

from masthead.delivery.followers import Follower
from masthead.delivery.followers import register as register_follower
from masthead.delivery.models import Change

from .models import Article
from .services import licences


def register() -> None:
    register_follower(
        Follower("redirects", "leads old addresses to new ones", keep_redirects, in_database=True)
    )
    register_follower(
        Follower("rights", "binds pieces by licences that changed", licences.keep_rights)
    )
    register_follower(
        Follower("references", "records what articles use", keep_references, in_database=True)
    )


def keep_redirects(changes: Sequence[Change]) -> None:
    """Every address an article has left leads to where it stands now, in one step."""
    for change in changes:
        if moved_from := change.details.get("moved_from"):
            _lead(moved_from, change.details["moved_to"])
        if section := change.details.get("section_from"):
            _lead_section(section, change.details["section_to"])


def keep_references(changes: Sequence[Change]) -> None:
    """The reference index knows what the changed articles use, and nothing of deleted ones."""
    touched = {change.object_id for change in changes if change.object_type == "content.article"}
    there = Article.objects.in_bulk(touched)
    for article in there.values():
        ReferenceIndex.create_or_update_for_object(article)
    of_articles = ContentType.objects.get_for_model(Article)
    ReferenceIndex.objects.filter(
        base_content_type=of_articles, object_id__in=[str(pk) for pk in touched - set(there)]
    ).delete()


def _lead(old: str, new: str) -> None:
    old_path, new_path = Redirect.normalise_path(f"/{old}/"), Redirect.normalise_path(f"/{new}/")
    Redirect.objects.filter(old_path=new_path).delete()
    Redirect.objects.filter(redirect_link=f"/{old}/").update(redirect_link=f"/{new}/")
    Redirect.objects.update_or_create(
        old_path=old_path,
        site=None,
        defaults={"redirect_link": f"/{new}/", "is_permanent": True},
    )


def _lead_section(old: str, new: str) -> None:
    """Redirects into a section that has moved lead straight to its new address."""
    Redirect.objects.filter(redirect_link__startswith=f"/{old}/").update(
        redirect_link=Concat(Value(f"/{new}/"), Substr(F("redirect_link"), len(old) + 3))
    )
