"""Running text on its way out: cleaned once more, its links given the rel that the piece demands.

Editors never type a rel; the words of `content.rules.link_rel` decide.
"""

import re
from html import escape

import nh3
from wagtail.rich_text import expand_db_html

_TAGS = {
    *("a", "b", "blockquote", "br", "code", "em", "h2", "h3", "h4", "hr", "i", "li", "ol", "p"),
    *("strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes={"a": {"href"}, "th": {"colspan", "rowspan"}, "td": {"colspan", "rowspan"}},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)
_OUTBOUND = re.compile(r'<a href="(https?://[^"]*)">')
_FIRST_PARAGRAPH = re.compile(r"\s*<p>")


def prose_html(stored: str, *, rel: str, dateline: str = "") -> str:
    """Safe HTML of a stored rich text; outbound links carry `rel`, the first paragraph opens with
    the dateline. No query unless the text links to pages or documents.
    """
    clean = _CLEANER.clean(expand_db_html(stored))
    linked = _OUTBOUND.sub(rf'<a href="\1" rel="{escape(rel)}">', clean)
    if not dateline:
        return linked
    place = f'<span class="dateline">{escape(dateline)}</span> '
    if _FIRST_PARAGRAPH.match(linked):
        return _FIRST_PARAGRAPH.sub(lambda _: f"<p>{place}", linked, count=1)
    return f"<p>{place}</p>{linked}"
