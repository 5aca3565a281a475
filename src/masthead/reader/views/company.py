"""Company pages and the contact form."""

from http import HTTPStatus
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.views.decorators.http import require_safe

from masthead.content.models import CompanyPage, Message
from masthead.content.queries import LinkView
from masthead.content.queries.pages import (
    CompanyView,
    company_links,
    company_page,
    company_view,
)
from masthead.core import clock
from masthead.reader.body import body_parts
from masthead.reader.forms import ContactForm
from masthead.reader.frame import Head, build_frame, page_context, show
from masthead.reader.prose import prose_html

from . import letters
from .paging import found

TEMPLATE = "reader/company.html"
TOO_MANY = "You have sent several messages in a short time. Please try again in ten minutes."


def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The company page at this name; the contact page also takes its form."""
    view = company_page(slug)
    if view is None:
        raise Http404
    if request.method in {"GET", "HEAD"}:
        return _shown(request, view, ContactForm() if view.has_form else None)
    if request.method == "POST" and view.has_form:
        return _take(request, view)
    return HttpResponseNotAllowed(["GET", "HEAD", *(["POST"] if view.has_form else [])])


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Where the contact form leads when it was taken."""
    view = found(company_page("contact"))
    head = Head(title="Message sent", index=False, crumbs=(LinkView(view.title, view.url),))
    return show(
        request,
        "reader/sent.html",
        head,
        title="Your message has been sent",
        note="It is stored, and has gone to the editors. We answer every message that asks for it.",
    )


def _take(request: HttpRequest, view: CompanyView) -> HttpResponse:
    form = ContactForm(request.POST)
    if letters.is_foreign(request):
        return _shown(request, view, form, status=HTTPStatus.FORBIDDEN)
    if form.is_trapped:
        return HttpResponseRedirect(f"{view.url}sent/")
    if not form.is_valid():
        return _shown(request, view, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if not letters.may_send(request):
        form.add_error(None, TOO_MANY)
        return _shown(request, view, form, status=HTTPStatus.TOO_MANY_REQUESTS)
    recipient = build_frame(clock.now()).contact_email
    letters.keep_and_mail(
        Message(form=Message.Form.CONTACT, recipient=recipient, **form.message_fields())
    )
    return HttpResponseRedirect(f"{view.url}sent/")


def _shown(
    request: HttpRequest, view: CompanyView, form: ContactForm | None, *, status: int = 200
) -> HttpResponse:
    head = _head(view, index=status == HTTPStatus.OK)
    return show(request, TEMPLATE, head, status=status, **_context(view, form))


def preview(request: HttpRequest, page: CompanyPage) -> dict[str, object]:
    """The context of the template for a draft."""
    view = company_view(page)
    around = page_context(request, _head(view, index=False), build_frame(clock.now()))
    return {**around, **_context(view, ContactForm() if view.has_form else None)}


def _head(view: CompanyView, *, index: bool) -> Head:
    return Head(
        title=view.title,
        path=view.url,
        description=view.description,
        index=index,
        crumbs=(LinkView(view.title, view.url),),
    )


def _context(view: CompanyView, form: ContactForm | None) -> dict[str, Any]:
    return {
        "company": view,
        "parts": body_parts(view.body, rel="noopener"),
        "questions": [
            (one["value"]["question"], prose_html(one["value"]["answer"], rel="noopener"))
            for one in view.questions
        ],
        "siblings": company_links(),
        "form": form,
    }
