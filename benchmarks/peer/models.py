"""What any Wagtail tutorial would make of an article, with the same parts as Masthead's page."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page


def picture() -> models.ForeignKey:
    return models.ForeignKey(
        "wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )


class Author(models.Model):
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=120)
    portrait = picture()

    def __str__(self) -> str:
        return self.name


class Topic(models.Model):
    name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.name


class ImageBlock(blocks.StructBlock):
    image = ImageChooserBlock()
    alt = blocks.CharBlock()
    caption = blocks.CharBlock()
    credit = blocks.CharBlock()

    class Meta:
        template = "peer/blocks/image.html"


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock()
    level = blocks.CharBlock()

    class Meta:
        template = "peer/blocks/heading.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock()
    attribution = blocks.CharBlock()
    role = blocks.CharBlock()

    class Meta:
        template = "peer/blocks/quote.html"


class FactboxBlock(blocks.StructBlock):
    title = blocks.CharBlock()
    body = blocks.RichTextBlock()

    class Meta:
        template = "peer/blocks/factbox.html"


class HomePage(Page):
    pass


class SectionPage(Page):
    pass


class ArticlePage(Page):
    summary = models.TextField()
    dateline = models.CharField(max_length=80)
    posted = models.DateTimeField(db_index=True)
    lead_image = picture()
    authors = ParentalManyToManyField(Author)
    topics = ParentalManyToManyField(Topic)
    body = StreamField(
        [
            ("text", blocks.RichTextBlock()),
            ("heading", HeadingBlock()),
            ("image", ImageBlock()),
            ("quote", QuoteBlock()),
            ("table", TableBlock()),
            ("factbox", FactboxBlock()),
        ]
    )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        section = self.get_parent()
        published = ArticlePage.objects.live().select_related("lead_image").order_by("-posted")
        others = published.exclude(pk=self.pk)
        here = published.child_of(section)
        context["section"] = section
        context["latest"] = others.child_of(section)[:4]
        context["related"] = others.filter(topics__in=self.topics.all()).distinct()[:4]
        context["before"] = here.filter(posted__lt=self.posted).first()
        context["after"] = here.filter(posted__gt=self.posted).last()
        return context
