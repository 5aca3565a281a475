"""The source that a command names: found, or made with safe defaults."""

from __future__ import annotations

import click

from masthead.content.models import Section
from masthead.core.ids import slug_of
from masthead.wire.models import Source


def source_of(slug: str) -> Source:
    """The source of this slug. A new one holds its copy in the wire inbox, for headlines.

    Raises click.BadParameter for what is no slug.
    """
    if slug_of(slug) != slug:
        raise click.BadParameter(f"{slug!r} is no slug; write for example {slug_of(slug)}")
    source, _ = Source.objects.get_or_create(
        slug=slug,
        defaults={
            "name": slug.replace("-", " ").title(),
            "default_section": Section.objects.filter(slug="headlines").first()
            or Section.objects.first(),
        },
    )
    return source
