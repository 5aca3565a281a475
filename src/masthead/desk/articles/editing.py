"""The article's editor: Wagtail's views, asked about the section of the article at hand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from wagtail.locks import BaseLock
from wagtail.snippets.views import snippets

from masthead.accounts.models import User
from masthead.content import services
from masthead.content.errors import NewsroomError
from masthead.content.models import Article
from masthead.content.permissions import article_policy, beat_of
from masthead.delivery import followers

from . import queries, verbs

A_MOMENT = 3.0  # seconds that a person waits for a receipt before it is shown as it is


class KilledLock(BaseLock):
    """A killed article is read, never edited, by anyone."""

    def for_user(self, user: Any) -> bool:  # noqa: ARG002 - Wagtail's signature
        return True

    def get_message(self, user: Any) -> str:  # noqa: ARG002 - Wagtail's signature
        return "This article was killed. It stays on record and can't be edited."


class ArticleCreateView(snippets.CreateView):
    def get_available_actions(self) -> list[str]:
        actions = super().get_available_actions()
        if not beat_of(self.request.user).edits and "publish" in actions:
            actions.remove("publish")
        return actions

    def publish_action(self) -> HttpResponse | None:
        return _or_refused(self, super().publish_action)


class ArticleEditView(snippets.EditView):
    def get_lock(self) -> BaseLock | None:
        return KilledLock(self.object) if self.object.killed_at else super().get_lock()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.object.killed_at:
            return killed_page(request, self.live_object)
        return super().get(request, *args, **kwargs)

    def get_available_actions(self) -> list[str]:
        actions = super().get_available_actions()
        if not self._may_release():
            actions = [one for one in actions if one not in {"publish", "workflow-action"}]
        return actions

    def publish_action(self) -> HttpResponse | None:
        return _or_refused(self, super().publish_action)

    def workflow_action_action(self) -> HttpResponse | None:
        return _or_refused(self, super().workflow_action_action)

    def _may_release(self) -> bool:
        user = self.request.user
        return article_policy.user_has_permission_for_instance(user, "publish", self.live_object)


def _or_refused(view: Any, action: Any) -> HttpResponse | None:
    """What the action answers; where the newsroom refuses it, its words and the editor again."""
    try:
        response: HttpResponse | None = action()
    except NewsroomError as refusal:
        messages.error(view.request, str(refusal))
        return redirect(verbs.address("edit", view.object))
    return response


def killed_page(request: HttpRequest, article: Article) -> HttpResponse:
    """A killed article, read-only: what it was, who killed it and why, and its receipt."""
    change = queries.kill_of(article)
    return TemplateResponse(
        request,
        "desk/articles/killed.html",
        {
            "article": article,
            "change": change,
            "paragraphs": queries.paragraphs_of(article),
            "receipt": queries.receipt_of(change) if change else None,
            "history_url": verbs.address("history", article),
            "header_title": article.headline,
            "breadcrumbs_items": verbs.trail_to(article),
        },
    )


class ArticlePreviewOnCreateView(snippets.PreviewOnCreateView):
    def get_object(self) -> Article:
        sections = article_policy.sections(self.request.user, ["add"])
        return Article(section=sections.first())


class ArticleUnlockView(snippets.UnlockView):
    def user_has_permission(self, permission: str) -> bool:
        user, article = self.request.user, self.object
        mine = article.locked_by_id == user.pk
        edits = article_policy.user_has_permission_for_instance(user, permission, article)
        return (mine or edits) and super().user_has_permission(permission)


class ArticleUnpublishView(snippets.UnpublishView):
    template_name = "desk/articles/take_off.html"
    page_title = "Take off the site"
    success_message = None  # said by unpublish(), with the receipt

    def get_next_url(self) -> str:
        return verbs.address("edit", self.object)

    def unpublish(self) -> HttpResponse | None:
        """Taken off through the newsroom's verb, so that every follower hears of it."""
        try:
            change = services.unpublish_article(self.object, by=self.request.user)
        except NewsroomError as refusal:
            messages.error(self.request, str(refusal))
            return None
        messages.success(self.request, f"“{self.object}” is off the site. {told(change)}")
        return None


def told(change: Any) -> str:
    """How far the change has been told, as a sentence; waits a moment for the followers."""
    try:
        lines = followers.wait_for(change, seconds=A_MOMENT, repeats=False)
    except TimeoutError as late:
        return f"Still on its way: {late}."
    ms = max((line.ms for line in lines), default=0)
    return f"Every follower had applied it after {ms} ms."


def person(request: HttpRequest) -> User:
    """The person at the desk; the door let in nobody else."""
    if not isinstance(request.user, User):
        raise TypeError("the desk was entered without a login")
    return request.user
