"""Sections of the site, and who may work in which."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel

from masthead.content import rules
from masthead.delivery.models import ReaderVisible


class Section(ReaderVisible):
    """A part of the paper with a front of its own, such as Banking or Headlines."""

    name = models.CharField(max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    description = models.CharField(
        max_length=250, blank=True, help_text="One sentence; stands under the name on the front."
    )
    sort_order = models.PositiveIntegerField(default=0, db_index=True)
    in_nav = models.BooleanField("in the navigation", default=True)
    shows_changes = models.BooleanField(
        "shows what changed",
        default=False,
        help_text="Readers may see under an article what changed from version to version, from "
        "now on.",
    )

    sort_order_field = "sort_order"
    slug_before: str | None = None  # while it is saved: the address that the row had
    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("description"),
        FieldPanel("in_nav"),
        FieldPanel("shows_changes"),
    ]

    class Meta:
        ordering: ClassVar = ["sort_order", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        return f"/{self.slug}/"

    def clean(self) -> None:
        if self.slug in rules.RESERVED_SLUGS:
            raise ValidationError(
                {"slug": f"“{self.slug}” is an address of the site itself; choose another."}
            )

    def cache_keys(self) -> list[str]:
        return [f"section:{self.pk}", "nav"]


class FormerSection(models.Model):
    """A slug that a section once had; its old addresses lead on to the new ones."""

    slug = models.SlugField(max_length=60, unique=True)
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="former_slugs")

    def __str__(self) -> str:
        return f"{self.slug} → {self.section.slug}"


class SectionGrant(models.Model):
    """What the members of a group may do with a section's articles; no section means every one."""

    class Role(models.TextChoices):
        WRITE = "write", "Write and edit drafts"
        EDIT = "edit", "Publish, correct, kill"

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="section_grants")
    section = models.ForeignKey(
        Section,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="grants",
        help_text="Leave empty for every section.",
    )
    role = models.CharField(max_length=8, choices=Role.choices, default=Role.WRITE)

    panels: ClassVar = [FieldPanel("group"), FieldPanel("section"), FieldPanel("role")]

    class Meta:
        ordering: ClassVar = ["group__name", "section__sort_order"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "section"], name="one_grant_a_section"),
            models.UniqueConstraint(
                fields=["group"],
                condition=models.Q(section__isnull=True),
                name="one_grant_for_every_section",
            ),
        ]

    def __str__(self) -> str:
        return (
            f"{self.group}: {self.get_role_display().lower()} in {self.section or 'every section'}"
        )
