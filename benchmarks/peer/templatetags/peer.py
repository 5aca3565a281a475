"""The menu, made of the pages under the home page."""

from __future__ import annotations

from typing import Any

from django import template
from wagtail.models import Site

register = template.Library()


@register.inclusion_tag("peer/menu.html", takes_context=True)
def menu(context: Any) -> dict[str, Any]:
    request = context["request"]
    home = Site.find_for_request(request).root_page
    return {"items": home.get_children().live().in_menu(), "request": request}
