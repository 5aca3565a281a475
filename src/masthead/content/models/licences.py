"""Licences: where, when, how long and in which outputs a source's copy may be used."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from masthead.content import rules
from masthead.delivery.models import ReaderVisible

TERRITORIES = RegexValidator(
    r"^([A-Z]{2}( [A-Z]{2})*)?$", "Country codes with a space between (ISO 3166): GB IE FR."
)


class Licence(ReaderVisible):
    """What the contract of a source, or of one piece, allows. The gate and the outputs hold to it;
    `services.apply_licence` brings its articles up to date when it changes.
    """

    name = models.CharField(max_length=80, unique=True)
    web = models.BooleanField("the site's pages", default=True)
    mail = models.BooleanField("newsletters", default=True)
    feed = models.BooleanField("feeds", default=True)
    api = models.BooleanField("the read API", default=True)
    magazine = models.BooleanField("magazine issues", default=True)
    full_text = models.BooleanField(
        "full text in feeds and the API",
        default=False,
        help_text="Otherwise they carry the standfirst alone.",
    )
    territories = models.CharField(
        max_length=300,
        blank=True,
        validators=[TERRITORIES],
        help_text="Country codes with a space between: GB IE FR. Empty: everywhere. A piece with a "
        "territory stands in no feed, API answer or sitemap, for those go everywhere.",
    )
    term_from = models.DateTimeField("from", null=True, blank=True)
    term_until = models.DateTimeField(
        "until", null=True, blank=True, help_text="From then on nothing of it may be seen."
    )
    archive_days = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="How long each piece may stay, counted from its date. Empty: for good.",
    )
    ai_input = models.BooleanField("may be quoted by AI answers", default=False)
    ai_train = models.BooleanField("may train AI models", default=False)

    panels: ClassVar = [
        FieldPanel("name"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("web", "mail", "feed", "api", "magazine")], "Where"
        ),
        FieldPanel("full_text"),
        FieldPanel("territories"),
        FieldRowPanel([FieldPanel("term_from"), FieldPanel("term_until")], "When"),
        FieldPanel("archive_days"),
        FieldRowPanel([FieldPanel("ai_input"), FieldPanel("ai_train")], "Machines"),
    ]

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.term_from and self.term_until and self.term_until <= self.term_from:
            raise ValidationError({"term_until": "The term ends before it begins."})

    @property
    def reach(self) -> rules.Reach:
        """Where its pieces may be seen."""
        return rules.Reach(rules.closed_to(self.open_to, self.territories), self.territories)

    @property
    def open_to(self) -> list[rules.Channel | rules.Use]:
        """The channels and uses that the contract names."""
        return [one for one in (*rules.Channel, *rules.Use) if getattr(self, one.name.lower())]

    def term_of(self, dated: datetime) -> tuple[datetime | None, datetime | None]:
        """From when until when a piece of this date may be seen."""
        ends = [self.term_until]
        if self.archive_days is not None:
            ends.append(dated + timedelta(days=self.archive_days))
        return self.term_from, min((end for end in ends if end), default=None)

    def cache_keys(self) -> list[str]:
        """Every page that says what machines may do with a piece; `settings` is on all of them."""
        return ["settings"]
