"""Who may do what to which article: rights are granted by section, through groups.

The desk asks model-level and row-level questions of this one policy; Wagtail's publish and
unpublish actions ask it too."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import policy_registry

from .models import Article, Section, SectionGrant

WRITE_ACTIONS = frozenset({"add", "change", "view", "lock"})
EDIT_ACTIONS = frozenset({"publish", "unpublish", "delete", "unlock", "correct", "kill"})


class ArticlePermissionPolicy(BasePermissionPolicy):
    """Rights on articles, from the user's section grants. Superusers may do everything."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return self.user_has_any_permission(user, [action])

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return _everything(user) or _grants(user, actions).exists()

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Article) -> bool:
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Any, instance: Article
    ) -> bool:
        if _everything(user):
            return True
        here = Q(section=None) | Q(section_id=instance.section_id)
        return _grants(user, actions).filter(here).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet:
        if _everything(user):
            return Article.objects.all()
        return Article.objects.filter(section__in=self.sections(user, actions))

    def users_with_any_permission(self, actions: Any) -> QuerySet:
        granted = Q(groups__section_grants__role__in=_roles(actions))
        users = get_user_model().objects.filter(is_active=True)
        return users.filter(Q(is_superuser=True) | granted).distinct()

    def sections(self, user: Any, actions: Any) -> QuerySet:
        """The sections in which the user may do one of the actions."""
        if _everything(user):
            return Section.objects.all()
        grants = _grants(user, actions)
        if grants.filter(section=None).exists():
            return Section.objects.all()
        return Section.objects.filter(grants__in=grants)


def _everything(user: Any) -> bool:
    return bool(user.is_active and user.is_superuser)


def _roles(actions: Any) -> list[str]:
    edit = SectionGrant.Role.EDIT
    return [edit, SectionGrant.Role.WRITE] if WRITE_ACTIONS & set(actions) else [edit]


def _grants(user: Any, actions: Any) -> QuerySet:
    if not user.is_active:
        return SectionGrant.objects.none()
    return SectionGrant.objects.filter(group__user=user.pk, role__in=_roles(actions))


article_policy = ArticlePermissionPolicy(Article)


def register() -> None:
    """Make this the policy that Wagtail asks about articles."""
    policy_registry.register(Article, value=article_policy)
