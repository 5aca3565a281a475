"""Moving a section to a new address."""

from __future__ import annotations

from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from masthead.content.models import Article, FormerSection, Section
from masthead.delivery.log import append_change, who_acts
from masthead.delivery.models import Change


def move_section(section: Section, *, old_slug: str) -> Change:
    """The section's articles stand under its new slug and the old one leads there.

    In the caller's transaction; four queries whatever the number of articles.
    """
    FormerSection.objects.filter(slug=section.slug).delete()
    FormerSection.objects.update_or_create(slug=old_slug, defaults={"section": section})
    Article.objects.filter(path__startswith=f"{old_slug}/").update(
        path=Concat(Value(f"{section.slug}/"), Substr(F("path"), len(old_slug) + 2))
    )
    return append_change(
        "moved",
        obj=section,
        keys=section.cache_keys(),
        by=who_acts(),
        details={"section_from": old_slug, "section_to": section.slug},
    )
