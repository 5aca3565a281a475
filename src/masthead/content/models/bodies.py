"""The body of an article as the reader site last set it: a copy that can be made again at any time,
and that nobody may trust without its digest.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from .article import Article


class StoredBody(models.Model):
    """`digest` is of all that the HTML was made of; `packed` is the HTML in parts, compressed."""

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, primary_key=True, related_name="stored_body"
    )
    digest = models.CharField(max_length=32)
    packed = models.BinaryField()

    wagtail_reference_index_ignore: ClassVar[bool] = True

    def __str__(self) -> str:
        return f"The body of {self.article_id}"
