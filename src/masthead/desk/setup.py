"""The newsroom's roles and its one review step, made when a site is made. Safe to call again: what
is missing is added, what an administrator has added stays.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
    WorkflowContentType,
    WorkflowTask,
)

from masthead.accounts.models import User
from masthead.content.models import Article, Section, SectionGrant, SiteRoot

REPORTERS = "Reporters"
SECTION_EDITORS = "Section editors"
EDITORS = "Editors"
REVIEW = "Desk review"

ENTER = ("wagtailadmin.access_admin",)
FILE = (
    *("wagtailimages.add_image", "wagtailimages.choose_image"),
    *("wagtaildocs.add_document", "wagtaildocs.choose_document"),
)
KEEP_SHELVES = ("wagtailimages.change_image", "wagtaildocs.change_document")
FRONTS = ("pin", "topic", "story")
PAPER = ("section", "author", "sitemenu", "sitesettings", "message", "licence")
PAGES = ("add", "change", "publish", "lock", "unlock")
ACTIONS = ("view", "add", "change", "delete")


@transaction.atomic
def ensure_roles() -> None:
    """The three roles stand with their rights, and articles go through one review.

    Reporters write, section editors release, both in the sections granted to their other groups
    (`join_section`); editors edit every section and the paper itself, but no logins.
    """
    reporters, section_editors, editors = (
        Group.objects.get_or_create(name=name)[0] for name in (REPORTERS, SECTION_EDITORS, EDITORS)
    )
    for group in (reporters, section_editors, editors):
        _allow(group, ENTER)
        _allow_in_library(group, FILE)
    for group in (section_editors, editors):
        _allow(group, _all_of("content", FRONTS))
        _allow_in_library(group, KEEP_SHELVES)
    _allow(editors, _all_of("content", PAPER))
    _allow(editors, _all_of("wire", ("source", "delivery")))
    _allow(editors, _all_of("wagtailredirects", ("redirect",)))
    _allow_on_pages(editors)
    SectionGrant.objects.get_or_create(
        group=editors, section=None, defaults={"role": SectionGrant.Role.EDIT}
    )
    _review_by(section_editors, editors)
    _drop_stock_roles()


@transaction.atomic
def join_section(user: User, section: Section, *, role: SectionGrant.Role) -> Group:
    """The person works in the section from now on: in its desk's group and with the role's rights.

    The group is named after the section ("Banking editors", "Banking reporters"), and made if need
    be. `ensure_roles` has run.
    """
    edits = role == SectionGrant.Role.EDIT
    desk, _ = Group.objects.get_or_create(
        name=f"{section.name} {'editors' if edits else 'reporters'}"
    )
    SectionGrant.objects.update_or_create(group=desk, section=section, defaults={"role": role})
    user.groups.add(desk, Group.objects.get(name=SECTION_EDITORS if edits else REPORTERS))
    return desk


def _all_of(app: str, models: Iterable[str]) -> list[str]:
    return [f"{app}.{action}_{model}" for model in models for action in ACTIONS]


def _permissions(names: Iterable[str]) -> list[Permission]:
    wanted = Q()
    for name in names:
        app, codename = name.split(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    return list(Permission.objects.filter(wanted))


def _allow(group: Group, names: Iterable[str]) -> None:
    group.permissions.add(*_permissions(names))


def _allow_in_library(group: Group, names: Iterable[str]) -> None:
    library = Collection.get_first_root_node()
    for permission in _permissions(names):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=library, permission=permission
        )


def _allow_on_pages(group: Group) -> None:
    root = SiteRoot.objects.first() or Page.get_first_root_node()
    for permission in _permissions(f"wagtailcore.{action}_page" for action in PAGES):
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    everywhere = GroupPagePermission.objects.filter(group=group)
    everywhere.exclude(page=root).delete()


def _review_by(*groups: Group) -> None:
    step = GroupApprovalTask.objects.filter(name=REVIEW).first()
    step = step or GroupApprovalTask.objects.create(name=REVIEW)
    step.groups.add(*groups)
    workflow, _ = Workflow.objects.get_or_create(name=REVIEW)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=step.task_ptr)
    WorkflowContentType.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(Article), defaults={"workflow": workflow}
    )


def _drop_stock_roles() -> None:
    """Wagtail's first migration makes a group and a workflow that this newsroom has no use for."""
    Group.objects.filter(name="Moderators", user__isnull=True).delete()
    Workflow.objects.filter(name="Moderators approval").update(active=False)
    Task.objects.filter(name="Moderators approval").update(active=False)
