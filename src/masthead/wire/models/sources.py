"""Sources: where copy comes from, and how it is handled."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.forms import Select
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from masthead.wire import formats

FORMATS = [("auto", "Look at each file"), *((name, name) for name in formats.FORMATS)]


class Source(ClusterableModel):
    """Where copy comes from: an agency, a press-release service, a feed."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    format = models.CharField(
        max_length=20, default="auto", help_text="“auto” looks at each file; or a format's name."
    )
    credit_line = models.CharField(
        max_length=250, blank=True, help_text="Stands under copy that brings no credit of its own."
    )
    default_section = models.ForeignKey(
        "content.Section", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(
        max_length=16,
        default="news",
        choices=[("news", "News"), ("press_release", "Press release"), ("analysis", "Analysis")],
        help_text="What its copy is filed as.",
    )
    contributed = models.BooleanField(
        default=False, help_text="Copy of companies and agencies for hire, not of a news agency."
    )
    auto_publish = models.BooleanField(
        default=False, help_text="Release usable copy at once. Otherwise it waits in the inbox."
    )
    priority = models.PositiveSmallIntegerField(
        default=50,
        help_text="By contract: of several sources that tell one story the lowest number is first.",
    )
    licence = models.ForeignKey(
        "content.Licence",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="What the contract allows; each new piece is filed under it.",
    )
    licence_notes = models.TextField(
        blank=True, help_text="For the desk: what the contract allows."
    )
    silence_minutes = models.PositiveIntegerField(
        "Silence alarm (minutes)",
        default=0,
        help_text="The desk is told when nothing new has come for so long. 0: never.",
    )

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("slug")]),
        FieldRowPanel([FieldPanel("format", widget=Select(choices=FORMATS)), FieldPanel("kind")]),
        MultiFieldPanel(
            [FieldPanel("auto_publish"), FieldPanel("contributed"), FieldPanel("default_section")],
            "Handling",
        ),
        FieldPanel("credit_line"),
        FieldRowPanel([FieldPanel("priority"), FieldPanel("licence")]),
        FieldPanel("licence_notes"),
        InlinePanel("channels", heading="Ways in", label="Way in"),
        FieldPanel("silence_minutes"),
    ]

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name
