"""Sources: where copy comes from, and how it is handled."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable


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
        FieldRowPanel([FieldPanel("format"), FieldPanel("kind")]),
        MultiFieldPanel(
            [FieldPanel("auto_publish"), FieldPanel("contributed"), FieldPanel("default_section")],
            "Handling",
        ),
        FieldPanel("credit_line"),
        FieldPanel("licence_notes"),
        InlinePanel("channels", heading="Ways in", label="Way in"),
        FieldPanel("silence_minutes"),
        InlinePanel("subjects", heading="Subjects to sections", label="Subject"),
    ]

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class SourceSubject(Orderable):
    """Copy with this subject goes to this section. The first that fits wins."""

    source = ParentalKey(Source, on_delete=models.CASCADE, related_name="subjects")
    scheme = models.CharField(
        max_length=20, default="medtop", help_text="medtop: IPTC Media Topics; subj: old codes."
    )
    code = models.CharField(max_length=40)
    section = models.ForeignKey("content.Section", on_delete=models.CASCADE, related_name="+")

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("scheme"), FieldPanel("code"), FieldPanel("section")])
    ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.code} → {self.section}"
