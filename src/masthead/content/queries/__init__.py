"""What public pages ask of the newsroom. Every list starts at `Article.objects.released(now)`;
answers are frozen dataclasses, so that no template can make a query and no card can lose its
label.
"""

from .around import Around, Neighbour, neighbours_and_related
from .articles import ArticleView, CorrectionView, article_at, what_was_at
from .cards import Card, LinkView, PictureView, cards_of, picture_view
from .fronts import Front, Listing, home_lists, listing, top_stories
from .site import Chrome, MenuEntry, chrome, section_by_slug

__all__ = [
    "Around",
    "ArticleView",
    "Card",
    "Chrome",
    "CorrectionView",
    "Front",
    "LinkView",
    "Listing",
    "MenuEntry",
    "Neighbour",
    "PictureView",
    "article_at",
    "cards_of",
    "chrome",
    "home_lists",
    "listing",
    "neighbours_and_related",
    "picture_view",
    "section_by_slug",
    "top_stories",
    "what_was_at",
]
