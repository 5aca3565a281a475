"""Which verbs a person may use on an article, as buttons of the list and the editor's menu."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.admin.widgets.button import Button
from wagtail.snippets.action_menu import ActionMenuItem, PublishMenuItem, UnpublishMenuItem

from masthead.content.models import Article
from masthead.content.permissions import article_policy, beat_of
from masthead.core import clock
from masthead.desk.crumbs import trail

URLS = "articles"
LONG = 60


def address(verb: str, article: Article) -> str:
    """The desk's address of a verb on this article, such as `kill`."""
    return reverse(f"{URLS}:{verb}", args=[article.pk])


def trail_to(article: Article, *steps: str) -> list[dict[str, str]]:
    """The trail to a page about this article."""
    words = article.headline if len(article.headline) < LONG else f"{article.headline[:LONG]}…"
    here = [("Articles", reverse(f"{URLS}:list")), (words, address("edit", article))]
    return trail(*here, *((step, "") for step in steps))


def _may(user: Any, verb: str, article: Article) -> bool:
    return article_policy.user_has_permission_for_instance(user, verb, article)


def list_buttons(article: Article, user: Any) -> list[Button]:
    """The buttons behind the dots of a line in the list. No query."""
    edit = "Read" if article.killed_at else "Edit"
    buttons = [Button(edit, address("edit", article), icon_name="edit", priority=10)]
    if article.live and article.path:
        buttons.append(Button("See on the site", article.url, icon_name="view", priority=20))
    buttons.append(Button("History", address("history", article), icon_name="history", priority=30))
    if article.live and _may(user, "correct", article):
        buttons += [
            Button("Correct", address("correct", article), icon_name="pick", priority=40),
            Button("Take off", address("unpublish", article), icon_name="download", priority=50),
        ]
    if not article.killed_at and _may(user, "kill", article):
        buttons.append(Button("Kill", address("kill", article), icon_name="warning", priority=60))
    if _may(user, "delete", article):
        buttons.append(Button("Delete", address("delete", article), icon_name="bin", priority=70))
    return buttons


class Publish(PublishMenuItem):
    """“Publish”, for those who edit the article's section; of a new article, any section."""

    def is_shown(self, context: dict[str, Any]) -> bool:
        if context.get("locked_for_user"):
            return False
        user, article = context["request"].user, context.get("instance")
        return _may(user, "publish", article) if article else bool(beat_of(user).edits)


class TakeOff(UnpublishMenuItem):
    label = "Take off"

    def is_shown(self, context: dict[str, Any]) -> bool:
        article = context.get("instance")
        if context.get("locked_for_user") or article is None or not article.live:
            return False
        return _may(context["request"].user, "unpublish", article)

    def get_url(self, context: dict[str, Any]) -> str:
        return address("unpublish", context["instance"])


class Correct(ActionMenuItem):
    name, label, icon_name, order = "action-correct", "Correct", "pick", 70

    def is_shown(self, context: dict[str, Any]) -> bool:
        article = context.get("instance")
        return bool(article and article.live and _may(context["request"].user, "correct", article))

    def get_url(self, parent_context: dict[str, Any]) -> str:
        return address("correct", parent_context["instance"])


class Kill(ActionMenuItem):
    name, label, icon_name, order = "action-kill", "Kill", "warning", 80

    def is_shown(self, context: dict[str, Any]) -> bool:
        article = context.get("instance")
        return bool(
            article and not article.killed_at and _may(context["request"].user, "kill", article)
        )

    def get_url(self, parent_context: dict[str, Any]) -> str:
        return address("kill", parent_context["instance"])


class OverrideEmbargo(ActionMenuItem):
    name, label, icon_name, order = "action-override", "Set embargo aside", "time", 75

    def is_shown(self, context: dict[str, Any]) -> bool:
        article = context.get("instance")
        if article is None or article.killed_at or article.embargoed_until is None:
            return False
        ahead = article.embargoed_until > clock.now()
        return ahead and _may(context["request"].user, "publish", article)

    def get_url(self, parent_context: dict[str, Any]) -> str:
        return address("override", parent_context["instance"])


def editor_menu(items: list[ActionMenuItem], request: Any, context: dict[str, Any]) -> None:
    """Put the newsroom's verbs into the editor's menu, each only where it may be used."""
    if context["model"] is not Article:
        return
    stock = (PublishMenuItem, UnpublishMenuItem)
    kept = [item for item in items if not isinstance(item, stock)]
    ours: list[ActionMenuItem] = [Publish(order=30), TakeOff(order=40), Correct(), Kill()]
    ours.append(OverrideEmbargo())
    here = {**context, "request": request}
    items[:] = sorted(
        [*kept, *(item for item in ours if item.is_shown(here))], key=lambda item: item.order
    )
