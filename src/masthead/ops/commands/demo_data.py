"""`masthead demo-data`: plausible articles by the hundred thousand, for scale work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from masthead.content.models import Picture


TITLE = "Editorial illustration"


@click.command(name="demo-data")
@click.option("--articles", type=click.IntRange(1, 999_999_999), required=True)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option("--images", type=click.IntRange(0, 500), default=0, help="Pictures to draw and use.")
def demo_data(*, articles: int, seed: int, images: int) -> None:
    """Fill the site up to so many ARTICLES of this seed; run again, it goes on where it stopped.

    \b
    Example:
      masthead --site scale demo-data --articles 100000 --images 20
    """  # noqa: D301 - \b is click's mark for lines to be kept
    from masthead.ops.boot import boot

    boot()
    from masthead.delivery import followers
    from masthead.ops import bulk
    from masthead.ops.bars import bars

    with bars() as step:
        desk = bulk.newsroom(images=images, draw=lambda wanted: _pictures(wanted, seed=seed))
        added = bulk.fill(desk, articles=articles, seed=seed, advance=step("Filing the articles"))
    followers.run_all()
    click.echo(f"{added} articles added, {articles} of seed {seed} in all")


def _pictures(wanted: int, *, seed: int) -> list[Picture]:
    from masthead.content.models import Picture

    drawn = list(Picture.objects.filter(title__startswith=TITLE).order_by("pk")[:wanted])
    if len(drawn) == wanted:
        return drawn
    from masthead.ops.bars import bars
    from masthead.ops.demo.drawing import Shelf
    from masthead.ops.demo.pictures.studio import PALETTE_NAMES, SCENE_NAMES
    from masthead.ops.demo.sheets import PictureOrder

    orders = [
        PictureOrder(
            scene=SCENE_NAMES[number % len(SCENE_NAMES)],
            seed=seed * 1000 + number,
            palette=PALETTE_NAMES[number % len(PALETTE_NAMES)],
            alt=f"{TITLE} {number}: {SCENE_NAMES[number % len(SCENE_NAMES)]}",
        )
        for number in range(wanted)
    ]
    shelf = Shelf()
    shelf.order(orders)
    with bars() as step:
        shelf.draw(step("Drawing the pictures"))
    return [shelf.take(order) for order in orders]
