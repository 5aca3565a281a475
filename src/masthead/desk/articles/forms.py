"""The forms of the article desk: the editor's own, and those of the verbs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm

from masthead.content.kinds import CorrectionKind
from masthead.content.models import Article
from masthead.content.permissions import article_policy, beat_of

RELEASING = ("action-publish", "action-workflow-action")


class ArticleForm(WagtailAdminModelForm):
    """The editor's form. It offers the sections its person writes for, and refuses to put an
    article out in a section that he does not edit.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "section" in self.fields and self.for_user:
            section = self.fields["section"]
            section.queryset = article_policy.sections(self.for_user, ["change"])
            section.empty_label = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        section = cleaned.get("section")
        if section and any(name in self.data for name in RELEASING) and self.for_user:
            self._may_release_in(section)
        return cleaned

    def _may_release_in(self, section: Any) -> None:
        if not beat_of(self.for_user).may(["publish"], section=section.pk):
            words = f"You write for {section} but do not edit it: save the draft and submit it."
            self.add_error("section", ValidationError(words))


class CorrectForm(forms.Form):
    kind = forms.ChoiceField(
        choices=CorrectionKind.choices,
        widget=forms.RadioSelect,
        initial=CorrectionKind.CORRECTION,
        label="What kind of note is it?",
    )
    note = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Readers see it under the article and on the corrections page, with its date. "
        "Say what was wrong and what is right.",
    )
    headline = forms.CharField(
        max_length=Article._meta.get_field("headline").max_length,  # noqa: SLF001 - Django's name
        required=False,
        label="New headline",
        help_text="Only if the headline itself was wrong. The rest of the text is mended in the "
        "editor.",
    )


class OverrideForm(forms.Form):
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For the record: who agreed, or where it is out already.",
    )


class KillForm(forms.Form):
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For the record and the history; readers see only that the article was "
        "withdrawn.",
    )
    sure = forms.BooleanField(
        label="I understand that a kill is final: this article can never be published again."
    )
