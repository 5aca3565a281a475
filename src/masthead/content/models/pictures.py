"""Pictures and their renditions. Originals are never served; the reader site makes sized sets of
pictures that something released uses.
"""

from __future__ import annotations

import hashlib
from typing import Any, ClassVar

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import ReferenceIndex

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

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.file and not self.file_hash:
            self._set_file_hash()
        super().save(*args, **kwargs)

    def cache_keys(self) -> list[str]:
        """A picture that nothing shows yet moves no page."""
        used = ReferenceIndex.get_references_to(self).exists() or self._leads_an_article()
        return [f"picture:{self.pk}", *(["pictures"] if used else [])]

    def _leads_an_article(self) -> bool:
        """Asked of the table, because the reference index follows the log."""
        articles = self._meta.apps.get_model("content", "Article").objects
        return bool(articles.filter(lead_image=self.pk).exists())

    @property
    def version(self) -> str:
        """Changes with the file and the focal point; part of public picture addresses."""
        return version_of(self.file_hash, focal=(self.focal_point_x, self.focal_point_y))


def version_of(file_hash: str, *, focal: tuple[int | None, int | None]) -> str:
    """The version of a picture with this file and focal point."""
    says = f"{file_hash}:{focal[0]}:{focal[1]}"
    return hashlib.sha256(says.encode()).hexdigest()[:12]


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
