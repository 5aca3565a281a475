"""The forms that readers fill in. A field that people do not see catches programs that do."""

from typing import Any

from django import forms

TRAP = "website"


class _ReaderForm(forms.Form):
    """Errors are tied to their fields; autocomplete tokens are those of WCAG 1.3.5."""

    required_css_class = "is-required"

    name = forms.CharField(
        max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}), label="Your name"
    )
    email = forms.EmailField(
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        label="Your e-mail address",
    )
    company = forms.CharField(
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        label="Company",
    )
    website = forms.CharField(
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
        label="Leave this field empty",
    )

    @property
    def is_trapped(self) -> bool:
        """True when the field that nobody sees was filled in."""
        return bool(self.data.get(TRAP))

    def message_fields(self) -> dict[str, Any]:
        """What was sent, without the trap."""
        return {name: value for name, value in self.cleaned_data.items() if name != TRAP}


class ContactForm(_ReaderForm):
    subject = forms.CharField(max_length=160, label="Subject")
    text = forms.CharField(
        max_length=8000, widget=forms.Textarea(attrs={"rows": 9}), label="Your message"
    )


class EnquiryForm(_ReaderForm):
    """Sent from within an article to the recipient that the article names, with consent."""

    text = forms.CharField(
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        label="Your question",
    )
    consent = forms.BooleanField(
        error_messages={"required": "Without your consent we may not pass your answer on."}
    )
