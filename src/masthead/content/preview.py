"""How a draft would look to readers. The reader site registers who builds an article's page, so
that the desk's live preview is the very page and no second one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.http import HttpRequest

    from .models import Article

Builder = Callable[["HttpRequest", "Article"], dict[str, Any]]

_builders: list[Builder] = []


def register(builder: Builder) -> None:
    """Let `builder` make the context of the article template; called from the reader's ready()."""
    _builders[:] = [builder]


def context_of(article: Article, request: HttpRequest) -> dict[str, Any]:
    """The context of the article template for this draft; empty while no reader site is there."""
    return _builders[0](request, article) if _builders else {}
