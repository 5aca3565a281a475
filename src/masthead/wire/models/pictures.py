"""Pictures that items name and the site does not have yet. What a picture says of itself is in the
item's version; here stands only how the getting goes.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from masthead.core import clock

from .items import Item


class WantedPicture(models.Model):
    """The lead picture of one item, to be got after the item is taken in. `digest` names the
    files of which one is wanted, `folder` is where the item's own file lay, when it was a file.
    """

    class State(models.TextChoices):
        WANTED = "wanted", "To be got"
        GOT = "got", "Stands in the article"
        LEFT = "left", "Not needed"
        FAILED = "failed", "Could not be got"

    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="wanted_picture")
    digest = models.CharField(max_length=64, blank=True)
    folder = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=6, choices=State.choices, default=State.WANTED)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    picture = models.ForeignKey(
        "content.Picture", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.CharField(
        max_length=250, blank=True, help_text="Why there is none, for the desk."
    )
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["next_try_at"],
                condition=models.Q(state="wanted"),
                name="picture_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.state}"
