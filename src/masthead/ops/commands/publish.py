"""`masthead publish`: an article, or an item of the wire inbox, goes out, now or at a time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from masthead.ops.verbs import BY, change_options, find_article, parse_time, tell

if TYPE_CHECKING:
    from masthead.delivery.models import Change


@click.command()
@change_options
@click.option("--at", metavar="TIME", help="Go out at this time (ISO 8601) and not now.")
def publish(article: str, *, at: str | None, wait: bool, as_json: bool) -> None:
    """Publish the latest draft of ARTICLE (an id, a path or a guid).

    The guid of an item that waits in the wire inbox publishes the item.

    \b
    Example:
      masthead publish banking/rate-decision
      masthead publish 812 --at 2027-03-01T09:30+00:00
    """  # noqa: D301 - \b is click's mark for lines to be kept
    from masthead.ops.boot import boot

    boot()
    change = _publish(article, at=parse_time(at) if at else None)
    tell(change, wait=wait, as_json=as_json)


def _publish(name: str, *, at: datetime | None) -> Change:
    from django.db.models import Q

    from masthead.content import services
    from masthead.delivery.models import Change
    from masthead.wire.models import Item
    from masthead.wire.services import publish_item

    waiting = Item.objects.filter(state__in=[Item.State.INBOX, Item.State.TAKEN])
    item = waiting.filter(guid=name).first()
    if item is None:
        article = find_article(name)
        item = waiting.filter(Q(article=article) | Q(guid=article.guid)).first()
    if item is None or at:
        return services.publish_article(find_article(name), by=BY, at=at)
    published = publish_item(item, by=BY)
    changes = Change.objects.filter(object_type="content.article", object_id=published.article_id)
    return changes.latest("pk")
