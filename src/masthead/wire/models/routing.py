"""The desk's rules for where wire copy goes."""

from __future__ import annotations

from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from masthead.wire import routing
from masthead.wire.items import PubStatus

from .sources import Source


class RouteQuerySet(models.QuerySet["Route"]):
    def for_source(self, source: Source) -> Self:
        """The rules that may fit copy of this source, in their order."""
        return self.filter(Q(source=None) | Q(source=source))


class Route(models.Model):
    """One rule: copy that meets every condition that is set goes where the rule says. Rules are
    asked in their order; the first that fits decides.
    """

    class Action(models.TextChoices):
        SOURCE = "source", "Do as the source says"
        PUBLISH = "publish", "Publish"
        HOLD = "hold", "Hold for the desk"
        SPIKE = "spike", "Spike"

    sort_order = models.PositiveIntegerField(default=0, db_index=True)
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.CASCADE, related_name="routes"
    )
    scheme = models.CharField(max_length=40, blank=True, default="medtop")
    code = models.CharField("subject", max_length=40, blank=True)
    kind = models.CharField("genre", max_length=60, blank=True)
    urgency = models.PositiveSmallIntegerField(
        "urgency at most",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
        help_text="1 is a flash, 9 can wait.",
    )
    words = models.CharField("words in headline or slug", max_length=120, blank=True)
    language = models.CharField(max_length=16, blank=True, help_text="en also fits en-GB.")
    status = models.CharField(
        "provider's status",
        max_length=10,
        blank=True,
        choices=[(one.value, one.value) for one in PubStatus],
    )
    section = models.ForeignKey(
        "content.Section", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    action = models.CharField(max_length=8, choices=Action.choices, default=Action.SOURCE)
    otherwise = models.CharField(
        "else",
        max_length=8,
        blank=True,
        choices=[("", "Ask the next rule"), ("hold", "Hold for the desk"), ("spike", "Spike")],
        help_text="For other copy of the same source.",
    )

    objects = RouteQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["sort_order", "pk"]

    def __str__(self) -> str:
        return routing.sentence(self.rule, self.names)

    @property
    def rule(self) -> routing.Rule:
        """The rule as plain values."""
        return routing.Rule(
            number=self.pk or 0,
            source=self.source_id,
            scheme=self.scheme if self.code else "",
            code=self.code,
            kind=self.kind,
            urgency=self.urgency,
            words=tuple(self.words.casefold().split()),
            language=self.language,
            status=self.status,
            section=self.section_id,
            action=routing.Action(self.action),
            otherwise=routing.Action(self.otherwise) if self.otherwise else None,
        )

    @property
    def names(self) -> routing.Names:
        """What the sentence calls the source and the section."""
        return routing.Names(
            source=self.source.name if self.source else "",
            section=self.section.name if self.section else "",
        )
