"""The blocks of an article's body: few and stable. Templates stand in the reader site; a block
here says only what it holds.
"""

from __future__ import annotations

import csv
import io
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

TEXT_FEATURES = ["bold", "italic", "link", "ol", "ul", "superscript", "subscript", "document-link"]
TABLE_OPTIONS = {"renderer": "text", "stretchH": "all"}


def _template(name: str) -> str:
    return f"reader/blocks/{name}.html"


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock()
    level = blocks.ChoiceBlock([("h2", "Heading"), ("h3", "Subheading")], default="h2")

    class Meta:
        icon = "title"
        template = _template("heading")


class ImageBlock(blocks.StructBlock):
    """A picture in the text. Alternative text is asked for unless the picture is decorative."""

    image = ImageChooserBlock()
    alt = blocks.CharBlock(required=False, label="Alternative text", max_length=300)
    caption = blocks.CharBlock(required=False, max_length=300)
    credit = blocks.CharBlock(required=False, max_length=160)
    decorative = blocks.BooleanBlock(required=False)

    class Meta:
        icon = "image"
        template = _template("image")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        described = cleaned["alt"] or cleaned["image"].description
        if not described and not cleaned["decorative"]:
            raise blocks.StructBlockValidationError(
                {"alt": ValidationError("Say what the picture shows, or mark it decorative.")}
            )
        return cleaned


class GalleryBlock(blocks.StructBlock):
    title = blocks.CharBlock(required=False)
    images = blocks.ListBlock(ImageBlock(), min_num=2)

    class Meta:
        icon = "image"
        template = _template("gallery")


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock()
    attribution = blocks.CharBlock(required=False)
    role = blocks.CharBlock(required=False)

    class Meta:
        icon = "openquote"
        template = _template("quote")


class QuestionBlock(blocks.StructBlock):
    question = blocks.TextBlock()
    answer = blocks.RichTextBlock(features=TEXT_FEATURES)


class QABlock(blocks.StructBlock):
    """The questions and answers of an interview."""

    pairs = blocks.ListBlock(QuestionBlock(), min_num=1)

    class Meta:
        icon = "help"
        label = "Questions and answers"
        template = _template("qa")


class VideoBlock(blocks.StructBlock):
    """A film from our own shelves, with captions and what is said in it as text (WCAG 1.2)."""

    title = blocks.CharBlock()
    file = DocumentChooserBlock()
    captions = DocumentChooserBlock(required=False, help_text="A WebVTT file.")
    poster = ImageChooserBlock(required=False)
    transcript = blocks.RichTextBlock(required=False, features=["bold", "italic", "ul"])

    class Meta:
        icon = "media"
        template = _template("video")


class ChartBlock(blocks.StructBlock):
    """A chart drawn by the server from a small table: first row series names, first column
    labels.
    """

    title = blocks.CharBlock()
    kind = blocks.ChoiceBlock([("line", "Lines"), ("bar", "Bars")], default="line")
    unit = blocks.CharBlock(required=False)
    csv = blocks.TextBlock(label="Numbers", help_text="Comma-separated; the first row names them.")
    source = blocks.CharBlock(required=False)
    note = blocks.CharBlock(required=False)

    class Meta:
        icon = "table"
        template = _template("chart")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        try:
            chart_rows(cleaned["csv"])
        except ValueError as error:
            raise blocks.StructBlockValidationError({"csv": ValidationError(str(error))}) from None
        return cleaned


def chart_rows(text: str) -> tuple[list[str], list[tuple[str, list[float]]]]:
    """The names of the series and, per label, their values. ValueError names the bad row."""
    rows = [row for row in csv.reader(io.StringIO(text.strip()), skipinitialspace=True) if row]
    if len(rows) < 2 or len(rows[0]) < 2:  # noqa: PLR2004 - a header and a row, a label and a value
        raise ValueError("Give a row of names and at least one row of a label and its values.")
    names = rows[0][1:]
    points = []
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(rows[0]):
            raise ValueError(f"Row {number} has {len(row)} cells; the first has {len(rows[0])}.")
        try:
            points.append((row[0], [float(cell) for cell in row[1:]]))
        except ValueError:
            raise ValueError(f"Row {number} holds something that is not a number.") from None
    return names, points


class FactboxBlock(blocks.StructBlock):
    title = blocks.CharBlock()
    body = blocks.RichTextBlock(features=TEXT_FEATURES)

    class Meta:
        icon = "list-ul"
        template = _template("factbox")


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock()
    title = blocks.CharBlock(required=False)

    class Meta:
        icon = "doc-full"
        template = _template("document")


class RelatedArticleBlock(blocks.StructBlock):
    """A pointer to another article; shown while that one is released, with its label."""

    article = SnippetChooserBlock("content.Article")

    class Meta:
        icon = "link"
        template = _template("related_article")


class OfferBlock(blocks.StructBlock):
    """Something a reader can buy and we may earn by; a notice stands above the first of a page
    (16 CFR 255.5) and its link is always `sponsored`.
    """

    merchant = blocks.CharBlock()
    title = blocks.CharBlock()
    text = blocks.TextBlock(required=False)
    url = blocks.URLBlock()
    terms = blocks.CharBlock(required=False)

    class Meta:
        icon = "tag"
        template = _template("offer")


class LeadFormBlock(blocks.StructBlock):
    """A form whose answers go to a named recipient for a named purpose, with consent (GDPR 7)."""

    title = blocks.CharBlock()
    recipient = blocks.CharBlock(help_text="Who receives the answers, by name.")
    recipient_email = blocks.EmailBlock()
    purpose = blocks.CharBlock()
    consent = blocks.TextBlock(help_text="The words the reader agrees to.")

    class Meta:
        icon = "form"
        template = _template("lead_form")


class EmbedBlock(blocks.StructBlock):
    """A pointer to something shown elsewhere: a link with its title, no request to a third
    party.
    """

    url = blocks.URLBlock()
    title = blocks.CharBlock()
    provider = blocks.CharBlock(required=False)

    class Meta:
        icon = "code"
        template = _template("embed")


class FAQBlock(blocks.StructBlock):
    question = blocks.CharBlock()
    answer = blocks.RichTextBlock(features=TEXT_FEATURES)

    class Meta:
        icon = "help"


class PageBlocks(blocks.StreamBlock):
    """What a company page is made of."""

    text = blocks.RichTextBlock(features=TEXT_FEATURES, template=_template("text"))
    heading = HeadingBlock()
    image = ImageBlock()
    quote = QuoteBlock()
    table = TableBlock(table_options=TABLE_OPTIONS, template=_template("table"))
    factbox = FactboxBlock()
    document = DocumentBlock()


class ArticleBlocks(PageBlocks):
    """What an article is made of."""

    gallery = GalleryBlock()
    qa = QABlock()
    video = VideoBlock()
    chart = ChartBlock()
    related_article = RelatedArticleBlock()
    offer = OfferBlock()
    lead_form = LeadFormBlock()
    embed = EmbedBlock()
