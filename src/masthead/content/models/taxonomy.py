"""What articles are filed under besides their section: topics, stories and authors."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from masthead.delivery.models import ReaderVisible


class Topic(ReaderVisible):
    """A subject with a page of its own."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    description = models.CharField(max_length=300, blank=True)

    panels: ClassVar = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("description")]

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        return f"/topics/{self.slug}/"

    def cache_keys(self) -> list[str]:
        return [f"topic:{self.pk}", "topics"]


class Story(ReaderVisible):
    """One developing event, told by several articles."""

    title = models.CharField(max_length=140)
    slug = models.SlugField(max_length=90, unique=True)
    summary = models.TextField(blank=True)

    panels: ClassVar = [FieldPanel("title"), FieldPanel("slug"), FieldPanel("summary")]

    class Meta:
        ordering: ClassVar = ["title"]
        verbose_name_plural = "stories"

    def __str__(self) -> str:
        return self.title

    @property
    def url(self) -> str:
        return f"/stories/{self.slug}/"

    def cache_keys(self) -> list[str]:
        return [f"story:{self.pk}", "stories"]


class Author(ReaderVisible):
    """A byline with a page: staff or outside, with or without a login."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120, unique=True)
    role = models.CharField(max_length=120, blank=True, help_text="For example: Banking editor")
    bio = RichTextField(blank=True, features=["bold", "italic", "link"])
    email = models.EmailField(blank=True)
    portrait = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="author",
        help_text="The login of this author, if there is one.",
    )

    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("role"),
        FieldPanel("bio"),
        FieldPanel("email"),
        FieldPanel("portrait"),
        FieldPanel("user"),
    ]

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        return f"/authors/{self.slug}/"

    def cache_keys(self) -> list[str]:
        return [f"author:{self.pk}", "authors"]
