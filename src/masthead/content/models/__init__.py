"""The newsroom's tables. One module an idea: what an article is, what it is filed under, its
licence, its pictures, the company pages, the site's own face, and messages from readers.
"""

from .article import Article, ArticleAuthor, Correction, PublicVersion
from .bodies import StoredBody
from .licences import Licence
from .messages import Message
from .pages import CompanyPage, ContactPage, FAQPage, SiteRoot
from .pictures import Picture, PictureRendition
from .sections import FormerSection, Section, SectionGrant
from .site import MenuItem, Pin, SiteMenu, SiteSettings
from .taxonomy import Author, Story, Topic

__all__ = [
    "Article",
    "ArticleAuthor",
    "Author",
    "CompanyPage",
    "ContactPage",
    "Correction",
    "FAQPage",
    "FormerSection",
    "Licence",
    "MenuItem",
    "Message",
    "Picture",
    "PictureRendition",
    "Pin",
    "PublicVersion",
    "Section",
    "SectionGrant",
    "SiteMenu",
    "SiteRoot",
    "SiteSettings",
    "StoredBody",
    "Story",
    "Topic",
]
