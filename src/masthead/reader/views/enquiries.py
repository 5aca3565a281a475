"""Enquiry forms inside articles: stored, mailed to the recipient that the article names."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from masthead.content.models import Article, Message
from masthead.core import clock
from masthead.reader.forms import EnquiryForm
from masthead.reader.frame import Head, show

from . import letters

SENT = "/enquiries/sent/"


@csrf_exempt
@require_POST
def enquire(request: HttpRequest) -> HttpResponse:
    """Take the answers of an enquiry form; the recipient comes from the article, never from the
    sender.
    """
    article, block = _form_in_article(request)
    form = EnquiryForm(request.POST)
    if letters.is_foreign(request):
        return _again(request, article, block, form=form, status=HTTPStatus.FORBIDDEN)
    if form.is_trapped:
        return HttpResponseRedirect(SENT)
    if not form.is_valid():
        return _again(request, article, block, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if not letters.may_send(request):
        return _again(request, article, block, form=form, status=HTTPStatus.TOO_MANY_REQUESTS)
    letters.keep_and_mail(_message(article, block, form))
    return HttpResponseRedirect(SENT)


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Where an enquiry form leads when it was taken."""
    head = Head(title="Answer sent", index=False)
    return show(
        request,
        "reader/sent.html",
        head,
        title="Your answer has been sent",
        note="It is stored, and has gone to the recipient that the form names.",
    )


def _form_in_article(request: HttpRequest) -> tuple[Article, dict[str, Any]]:
    """The released article and the raw block that the form stood in; Http404 otherwise."""
    asked = request.POST.get("article", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 19):  # noqa: PLR2004 - a bigint
        raise Http404
    article = Article.objects.released(clock.now()).filter(pk=int(asked)).first()
    if article is None:
        raise Http404
    for block in article.body.raw_data:
        if block["type"] == "lead_form" and block.get("id") == request.POST.get("block"):
            return article, block["value"]
    raise Http404


def _message(article: Article, block: dict[str, Any], form: EnquiryForm) -> Message:
    fields = form.message_fields()
    fields["consent"] = block["consent"]
    return Message(
        form=Message.Form.LEAD,
        subject=block["title"][:160],
        recipient=block["recipient_email"],
        purpose=block["purpose"][:200],
        article=article,
        **fields,
    )


def _again(
    request: HttpRequest, article: Article, block: dict[str, Any], *, form: EnquiryForm, status: int
) -> HttpResponse:
    head = Head(title=block["title"], index=False)
    return show(
        request,
        "reader/enquiry.html",
        head,
        status=status,
        article_id=article.pk,
        back=article.url,
        value=block,
        block_id=request.POST.get("block", ""),
        form=form,
        too_many=status == HTTPStatus.TOO_MANY_REQUESTS,
    )
