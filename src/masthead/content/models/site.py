"""The site's own face: settings, menus and the editor's pins."""

from __future__ import annotations

import re
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Orderable

from masthead.delivery.models import ReaderVisible

COLOUR = RegexValidator(re.compile(r"^#[0-9a-fA-F]{6}$"), "A colour such as #0b4f6c.")


class FeedContent(models.TextChoices):
    FULL = "full", "The whole article"
    SUMMARY = "summary", "The standfirst"


@register_setting(icon="site", order=100)
class SiteSettings(ReaderVisible, BaseGenericSetting):
    """What the publisher calls itself and how the site is dressed."""

    title = models.CharField(max_length=80, default="Masthead")
    strapline = models.CharField(max_length=140, blank=True)
    description = models.CharField(max_length=250, blank=True)
    logo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Leave empty to set the title in the site's own type.",
    )
    accent_light = models.CharField(max_length=7, default="#0b4f6c", validators=[COLOUR])
    accent_dark = models.CharField(max_length=7, default="#7cc4dd", validators=[COLOUR])
    newsletter_line = models.CharField(max_length=200, blank=True)
    disclosure = models.TextField(
        blank=True, help_text="How the site earns money and labels what is paid for."
    )
    publisher = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=250, blank=True)
    contact_email = models.EmailField(blank=True)
    copyright_holder = models.CharField(max_length=120, blank=True)
    copyright_since = models.PositiveSmallIntegerField(null=True, blank=True)

    feed_content = models.CharField(
        max_length=8,
        choices=FeedContent.choices,
        default=FeedContent.FULL,
        help_text="What feeds carry of an article. Agency copy under terms is always a summary.",
    )
    ai_input = models.BooleanField(
        "answers from own copy",
        default=True,
        help_text="Machines may use the newsroom's own copy to answer questions, with its source.",
    )
    ai_train = models.BooleanField(
        "training on own copy",
        default=False,
        help_text="Machines may be trained on the newsroom's own copy; never on an agency's.",
    )
    ads_txt = models.TextField(
        "ads.txt",
        blank=True,
        help_text="Who may sell the site's advertising (IAB ads.txt). Empty: there is no file.",
    )

    select_related: ClassVar = ["logo"]
    panels: ClassVar = [
        MultiFieldPanel(
            [FieldPanel("title"), FieldPanel("strapline"), FieldPanel("description")], "Name"
        ),
        MultiFieldPanel(
            [FieldPanel("logo"), FieldPanel("accent_light"), FieldPanel("accent_dark")], "Dress"
        ),
        MultiFieldPanel([FieldPanel("newsletter_line"), FieldPanel("disclosure")], "Lines"),
        MultiFieldPanel(
            [
                FieldPanel("publisher"),
                FieldPanel("address"),
                FieldPanel("contact_email"),
                FieldPanel("copyright_holder"),
                FieldPanel("copyright_since"),
            ],
            "Publisher",
        ),
        MultiFieldPanel(
            [
                FieldPanel("feed_content"),
                FieldPanel("ai_input"),
                FieldPanel("ai_train"),
                FieldPanel("ads_txt"),
            ],
            "Machine readers",
        ),
    ]

    class Meta:
        verbose_name = "site settings"

    def __str__(self) -> str:
        return self.title

    def cache_keys(self) -> list[str]:
        return ["settings"]


class SiteMenu(ReaderVisible, ClusterableModel):
    """A navigation menu: `main`, `company` or `footer`."""

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=60)

    panels: ClassVar = [
        FieldPanel("title"),
        InlinePanel("items", heading="Entries", label="Entry"),
    ]

    class Meta:
        ordering: ClassVar = ["title"]

    def __str__(self) -> str:
        return self.title

    def cache_keys(self) -> list[str]:
        return ["nav"]


class MenuItem(Orderable):
    """One entry: a section, a company page or a path of this site."""

    menu = ParentalKey(SiteMenu, on_delete=models.CASCADE, related_name="items")
    label = models.CharField(
        max_length=60, blank=True, help_text="Empty: the name of what it leads to."
    )
    section = models.ForeignKey(
        "content.Section", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    page = models.ForeignKey(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    path = models.CharField(
        max_length=200,
        blank=True,
        validators=[RegexValidator(r"^/(?!/)\S*$", "A path of this site, such as /latest/.")],
    )

    panels: ClassVar = [
        FieldPanel("label"),
        FieldPanel("section"),
        FieldPanel("page"),
        FieldPanel("path"),
    ]

    def __str__(self) -> str:
        return self.label or str(self.section or self.page or self.path)

    def clean(self) -> None:
        if sum(map(bool, (self.section_id, self.page_id, self.path))) != 1:
            raise ValidationError("Choose exactly one of section, page and path.")
        if self.path and not self.label:
            raise ValidationError({"label": "A path needs a label."})


class Pin(ReaderVisible):
    """An editor's choice for a front: the article stands at this place while the pin holds.
    `told_at`: until when the log has told of its starts and ends.
    """

    article = models.ForeignKey("content.Article", on_delete=models.CASCADE, related_name="pins")
    front = models.SlugField(default="top-stories", help_text="The list that the pin leads.")
    place = models.PositiveSmallIntegerField(default=1, help_text="1 stands first.")
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering: ClassVar = ["front", "place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["front", "article"], name="one_pin_a_front"),
        ]

    def __str__(self) -> str:
        return f"{self.front} {self.place}: {self.article}"

    def clean(self) -> None:
        if self.starts_at and self.ends_at and self.starts_at >= self.ends_at:
            raise ValidationError({"ends_at": "The end lies before the start."})

    def cache_keys(self) -> list[str]:
        return [f"front:{self.front}"]
