"""Pictures and their renditions. Originals are never served; the reader site makes sized sets of
pictures that something released uses.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from masthead.delivery.models import ReaderVisible


class Picture(ReaderVisible, AbstractImage):
    """An image with what a newspaper must know of it. `description` is its alternative text."""

    caption = models.CharField(max_length=300, blank=True)
    credit = models.CharField(max_length=160, blank=True)
    usage_terms = models.CharField(
        max_length=300, blank=True, help_text="For the desk: what we may do with it, until when."
    )

    admin_form_fields: ClassVar = (
        *Image.admin_form_fields,
        "caption",
        "credit",
        "usage_terms",
    )

    def cache_keys(self) -> list[str]:
        return [f"picture:{self.pk}"]

    @property
    def version(self) -> str:
        """Changes with the file and the focal point; part of public picture addresses."""
        focus = f"{self.focal_point_x or ''}{self.focal_point_y or ''}"
        return f"{(self.file_hash or '0')[:10]}{focus}"


class PictureRendition(AbstractRendition):
    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_a_spec"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.image_id} {self.filter_spec}"
