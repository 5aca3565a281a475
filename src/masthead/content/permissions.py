"""Who may do what to which article: rights are granted by section, through groups.

The desk asks model-level and row-level questions of this one policy; Wagtail's publish and
unpublish actions ask it too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import policy_registry

from .models import Article, Section, SectionGrant

WRITE_ACTIONS = frozenset({"add", "change", "view", "lock"})
EDIT_ACTIONS = frozenset({"publish", "unpublish", "delete", "unlock", "correct", "kill"})
EVERY_SECTION = None


@dataclass(frozen=True, slots=True)
class Beat:
    """The sections a person writes for and those he edits, by id; EVERY_SECTION stands for all."""

    writes: frozenset[int | None]
    edits: frozenset[int | None]

    def may(self, actions: Iterable[str], *, section: int | None) -> bool:
        """True when one of the actions is allowed in the section with this id."""
        sections = self.sections_for(actions)
        return EVERY_SECTION in sections or section in sections

    def sections_for(self, actions: Iterable[str]) -> frozenset[int | None]:
        """The sections in which one of the actions is allowed."""
        return self.writes if WRITE_ACTIONS.intersection(actions) else self.edits


NOWHERE = Beat(frozenset(), frozenset())
EVERYWHERE = Beat(frozenset({EVERY_SECTION}), frozenset({EVERY_SECTION}))


def beat_of(user: Any) -> Beat:
    """The person's beat. One query the first time, then none: it is kept on the user object."""
    if not user.is_active:
        return NOWHERE
    if user.is_superuser:
        return EVERYWHERE
    if not hasattr(user, "_beat"):
        user._beat = _read_beat(user)  # noqa: SLF001 - as Django keeps _perm_cache there
    beat: Beat = user._beat  # noqa: SLF001 - as above
    return beat


def _read_beat(user: Any) -> Beat:
    granted = SectionGrant.objects.filter(group__user=user.pk)
    grants = list(granted.values_list("section", "role"))
    return Beat(
        writes=frozenset(section for section, _ in grants),
        edits=frozenset(section for section, role in grants if role == SectionGrant.Role.EDIT),
    )


class ArticlePermissionPolicy(BasePermissionPolicy):
    """Rights on articles, from the user's section grants. Superusers may do everything, except
    delete what readers have seen: that is killed, and stays on record.
    """

    def user_has_permission(self, user: Any, action: str) -> bool:
        return self.user_has_any_permission(user, [action])

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return bool(beat_of(user).sections_for(actions))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Article) -> bool:
        if action == "delete" and instance.version:
            return False
        return beat_of(user).may([action], section=instance.section_id)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Any, instance: Article
    ) -> bool:
        return any(self.user_has_permission_for_instance(user, one, instance) for one in actions)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet:
        sections = beat_of(user).sections_for(actions)
        if EVERY_SECTION in sections:
            return Article.objects.all()
        return Article.objects.filter(section__in=sections)

    def users_with_any_permission(self, actions: Any) -> QuerySet:
        roles = [SectionGrant.Role.EDIT]
        if WRITE_ACTIONS.intersection(actions):
            roles.append(SectionGrant.Role.WRITE)
        granted = Q(groups__section_grants__role__in=roles)
        users = get_user_model().objects.filter(is_active=True)
        return users.filter(Q(is_superuser=True) | granted).distinct()

    def sections(self, user: Any, actions: Any) -> QuerySet:
        """The sections in which the user may do one of the actions."""
        sections = beat_of(user).sections_for(actions)
        if EVERY_SECTION in sections:
            return Section.objects.all()
        return Section.objects.filter(pk__in=[pk for pk in sections if pk is not None])


article_policy = ArticlePermissionPolicy(Article)


def register() -> None:
    """Make this the policy that Wagtail asks about articles. May be called again."""
    if policy_registry.get_by_type(Article, fallback=False) is None:
        policy_registry.register(Article, value=article_policy)
