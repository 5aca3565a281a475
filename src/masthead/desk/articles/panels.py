"""The editor's tabs: the story, its facts, its picture, its times."""

from __future__ import annotations

from django import forms
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)

from .forms import ArticleForm

STORY = ObjectList(
    [
        FieldPanel("headline", help_text="What happened, in one line.", classname="title"),
        FieldPanel(
            "summary",
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text="One or two sentences; also shown on cards and in feeds.",
        ),
        FieldRowPanel(
            [
                FieldPanel("section", help_text="Where it runs, and whose editors release it."),
                FieldPanel("kind", help_text="Analysis and opinion say so above the headline."),
            ]
        ),
        FieldPanel("body"),
    ],
    heading="Story",
)

FACTS = ObjectList(
    [
        InlinePanel(
            "article_authors",
            heading="Byline",
            label="author",
            help_text="In the order of the byline. Agency copy has its byline as text, below.",
            panels=[FieldPanel("author", widget=forms.Select)],
        ),
        FieldPanel("story", widget=forms.Select, help_text="The developing event it belongs to."),
        FieldPanel(
            "topics",
            widget=forms.CheckboxSelectMultiple(attrs={"class": "desk-picks"}),
            help_text="Subjects with a page of their own.",
        ),
        MultiFieldPanel(
            [
                FieldPanel("dateline"),
                FieldPanel("byline", help_text="As the agency gives it; authors come first."),
                FieldPanel("provider", help_text="The agency or contributor it comes from."),
                FieldPanel("credit_line", help_text="Stands under the text."),
            ],
            heading="Origin and credit",
        ),
        FieldRowPanel(
            [
                FieldPanel(
                    "slug",
                    help_text="The end of the address. A change leaves a redirect behind. "
                    "Empty: made of the headline.",
                ),
                FieldPanel("language"),
            ]
        ),
    ],
    heading="Facts",
)

PICTURE = ObjectList(
    [
        FieldPanel("lead_image", help_text="Stands above the text and on every card."),
        FieldPanel(
            "lead_alt",
            help_text="What the picture shows, for those who can't see it. "
            "Empty: as the picture library says.",
        ),
        FieldPanel("lead_caption", help_text="Empty: as the picture library says."),
        FieldPanel("lead_credit", help_text="Empty: as the picture library says."),
    ],
    heading="Picture",
)

TIMING = ObjectList(
    [
        HelpPanel(template="desk/articles/timing_help.html", heading="How the times work"),
        FieldRowPanel(
            [
                FieldPanel(
                    "go_live_at",
                    heading="Publish at",
                    help_text="“Publish” then schedules this version for that minute.",
                ),
                FieldPanel(
                    "expire_at",
                    heading="Take off at",
                    help_text="It leaves the site by itself.",
                ),
            ]
        ),
        FieldPanel(
            "embargoed_until",
            heading="Embargoed until",
            help_text="May be published now; nobody sees it before this second.",
        ),
        FieldRowPanel(
            [
                FieldPanel("rights_from", help_text="We may show it from this time on."),
                FieldPanel("rights_until", help_text="…and until this time."),
            ]
        ),
        FieldPanel("licence", widget=forms.Select),
    ],
    heading="Timing",
)


class EditorTabs(TabbedInterface):
    def get_form_class(self) -> type:
        """Without Wagtail's pop-up for the times, which stand in a tab of their own."""
        stock = super().get_form_class()
        return type("ArticleEditorForm", (stock,), {"show_schedule_publishing_toggle": False})


EDITOR = EditorTabs([STORY, FACTS, PICTURE, TIMING], base_form_class=ArticleForm)
