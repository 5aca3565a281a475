"""What the desk closes of Wagtail's own addresses; included before them under /desk/."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import re_path
from wagtail.admin.auth import require_admin_access


@require_admin_access
def closed(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - whoever asks
    """Nobody is let in: Wagtail's reports ask nobody's section, and name drafts and kills."""
    raise PermissionDenied


urlpatterns = [re_path(r"^reports/", closed)]
