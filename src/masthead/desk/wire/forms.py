"""The inbox's filters."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms

from masthead.wire.models import Item, Source

STATES = [
    (Item.State.INBOX, "In the inbox"),
    (Item.State.TAKEN, "Taken by the desk"),
    (Item.State.SPIKED, "Spiked"),
]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person wants to see; a filter that can't be read is as good as none."""

    state: str
    source: Source | None
    urgent: bool
    text: str


class InboxFilter(forms.Form):
    q = forms.CharField(
        label="Search", required=False, widget=forms.TextInput(attrs={"type": "search"})
    )
    state = forms.ChoiceField(label="Show", choices=STATES, required=False)
    source = forms.ModelChoiceField(
        queryset=Source.objects.all(), required=False, empty_label="Every source"
    )
    urgent = forms.BooleanField(label="Urgent only", required=False)

    def asked(self) -> Asked:
        said = self.cleaned_data if self.is_valid() else {}
        return Asked(
            state=said.get("state") or Item.State.INBOX,
            source=said.get("source"),
            urgent=bool(said.get("urgent")),
            text=said.get("q", ""),
        )
