"""The inbox's filters, and where in the list the reader stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet

from masthead.content.models import Section
from masthead.wire.models import Item, Source

STATES = [
    (Item.State.INBOX, "Inbox"),
    (Item.State.TAKEN, "Taken"),
    (Item.State.RELEASED, "Released"),
    (Item.State.SPIKED, "Spiked"),
    (Item.State.KILLED, "Killed"),
]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the list: everything older than this item of that time comes after it."""

    at: datetime
    pk: int

    def __str__(self) -> str:
        return f"{(self.at - EPOCH) // MICROSECOND}-{self.pk}"

    @classmethod
    def read(cls, text: str) -> Mark | None:
        """The mark that `str` wrote; None for anything else."""
        at, _, pk = text.partition("-")
        try:
            return cls(EPOCH + int(at) * MICROSECOND, int(pk))
        except (ValueError, OverflowError):
            return None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person wants to see; a filter that can't be read is as good as none."""

    state: str = Item.State.INBOX
    source: Source | None = None
    section: Section | None = None
    urgent: bool = False
    text: str = ""
    stories: bool = False
    before: Mark | None = None


class InboxFilter(forms.Form):
    """The filters; sections are those that the person writes for."""

    q = forms.CharField(
        label="Search", required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    state = forms.ChoiceField(label="Show", choices=STATES, required=False)
    source = forms.ModelChoiceField(
        queryset=Source.objects.all(), required=False, empty_label="Every source"
    )
    section = forms.ModelChoiceField(
        queryset=Section.objects.none(), required=False, empty_label="Every section"
    )
    urgent = forms.BooleanField(label="Urgent only", required=False)
    stories = forms.BooleanField(label="One line a story", required=False)

    def __init__(self, said: Any, *, sections: QuerySet[Section]) -> None:
        super().__init__(said)
        field = self.fields["section"]
        field.queryset = sections  # type: ignore[attr-defined] # a ModelChoiceField has one

    def asked(self) -> Asked:
        """What can be read of it."""
        self.is_valid()
        said = self.cleaned_data
        return Asked(
            state=said.get("state") or Item.State.INBOX,
            source=said.get("source"),
            section=said.get("section"),
            urgent=bool(said.get("urgent")),
            text=said.get("q", ""),
            stories=bool(said.get("stories")),
            before=Mark.read(self.data.get("before", "")),
        )
