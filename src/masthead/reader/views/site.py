"""The small files of the site itself: style, colours and mark."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from masthead.content.queries import chrome
from masthead.delivery.pages.declare import public_page
from masthead.reader.stylesheet import stylesheet, stylesheet_hash

from .pictures import FOR_EVER

MARK = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
<rect width="64" height="64" rx="6" fill="{colour}"/>
<path d="M12 14h40v4H12zm0 32h40v4H12z" fill="#fff"/>
<text x="32" y="41" font-family="Georgia,serif" font-size="26" font-weight="600"
 text-anchor="middle" fill="#fff">{letter}</text></svg>
"""


@require_safe
def style(_request: HttpRequest, digest: str) -> HttpResponse:
    """The style sheet; under the address of its present text it may be kept for ever."""
    current = digest == stylesheet_hash()
    return HttpResponse(
        stylesheet(),
        content_type="text/css; charset=utf-8",
        headers={"Cache-Control": FOR_EVER if current else "public, max-age=60"},
    )


@public_page()
@require_safe
def brand(_request: HttpRequest) -> HttpResponse:
    """The title's own colours, as the editors set them."""
    face = chrome()
    text = (
        "@layer tokens{:root{"
        f"--brand:{face.accent_light};--brand-on-dark:{face.accent_dark}"
        "}}\n"
    )
    return HttpResponse(text, content_type="text/css; charset=utf-8")


@public_page()
@require_safe
def favicon(_request: HttpRequest) -> HttpResponse:
    """The initial of the title on its colour."""
    face = chrome()
    letter = next((one for one in face.title if one.isalnum()), "M").upper()
    text = MARK.format(colour=face.accent_light, letter=letter)
    return HttpResponse(text, content_type="image/svg+xml")
