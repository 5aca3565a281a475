"""One tag: what the head of the page under way says to machines."""

from __future__ import annotations

from typing import Any

from django import template

from masthead.reader.machine import head

register = template.Library()


@register.simple_tag(takes_context=True)
def told_machines(context: Any) -> head.Told | None:
    """For `{% told_machines as told %}`; None where the page has no address of its own."""
    return head.told(context.flatten())
