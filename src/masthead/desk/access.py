"""The door of every address that names an article. Wagtail's snippet views ask only whether a
person may do a thing to some article; here each address asks about this one, in its section.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern

from masthead.content.models import Article
from masthead.content.permissions import article_policy

View = Callable[..., HttpResponse]

NAMES_NO_ARTICLE = frozenset({"list", "list_results", "add", "preview_on_add"})
"""Addresses without an article: their views ask by themselves whether the person has a section."""

ASKS = {
    "edit": "change",
    "delete": "delete",
    "usage": "view",
    "history": "view",
    "history_results": "view",
    "preview_on_edit": "change",
    "revisions_view": "view",
    "revisions_revert": "change",
    "revisions_compare": "view",
    "revisions_unschedule": "publish",
    "unpublish": "unpublish",
    "lock": "lock",
    "unlock": "change",
    "workflow_action": "publish",
    "collect_workflow_action_data": "publish",
    "confirm_workflow_cancellation": "change",
    "workflow_history": "view",
    "workflow_history_detail": "view",
    "workflow_preview": "view",
    "correct": "correct",
    "kill": "kill",
    "override": "publish",
    "receipt": "view",
}
"""What each address asks of the person, in the article's section. One that is not named here does
not start: a new view of a new Wagtail is closed until someone has thought about it."""


def guarded(pattern: URLPattern) -> URLPattern:
    """The same address behind its question. KeyError for an address that ASKS does not know."""
    if pattern.name in NAMES_NO_ARTICLE:
        return pattern
    view = _asking(ASKS[pattern.name or ""], pattern.callback)
    return URLPattern(pattern.pattern, view, pattern.default_args, pattern.name)


def _asking(action: str, view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = Article.objects.only("section_id", "version")
        article = get_object_or_404(rows, pk=unquote(str(kwargs["pk"])))
        if not article_policy.user_has_permission_for_instance(request.user, action, article):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return answer
