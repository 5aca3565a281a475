"""Building the demo title: every step with a bar, through the same verbs as any newsroom's copy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from masthead.content import services
from masthead.content.kinds import CorrectionKind
from masthead.content.models import Article, Author, Pin, Section, SiteSettings, Story, Topic
from masthead.core import clock
from masthead.delivery import due, followers
from masthead.ops.bars import Advance, bars
from masthead.ops.founding import EDITOR, Publisher, found_site
from masthead.ops.markdown import rich_text

from . import bodies, wire_desk
from .drawing import Shelf, portrait_order
from .identity import Identity, read_identity
from .sheets import Sheet, read_sheets

BY = "demo"
LOGIN = Path("data", "login.txt")
T = TypeVar("T")


def build_demo(folder: Path) -> None:
    """The demo title stands in the migrated, empty site in `folder`; its editor's login in
    data/login.txt, for the owner alone.

    Raises SiteError when a part of the demo's copy can't be used.
    """
    identity, sheets, now = read_identity(), read_sheets(), clock.now()
    shelf = Shelf()
    shelf.order(portrait_order(author) for author in identity.authors)
    for sheet in sheets:
        shelf.order([sheet.image] if sheet.image else [])
        shelf.order(bodies.pictures_in(sheet))
    with bars() as step:
        password = found_site(_publisher(identity))
        _dress(identity)
        shelf.draw(step("Drawing the pictures"))
        _people_and_subjects(identity, shelf)
        newsroom = Newsroom(shelf=shelf, now=now)
        _each(sheets, newsroom.file, step("Publishing the articles"))
        sources = wire_desk.make_sources()
        _each(sources, lambda one: wire_desk.take_in(one, now=now), step("Taking in the wire"))
        due.perform(clock.now())
        _each([None], lambda _: followers.run_all(), step("Letting the followers catch up"))
    login = folder / LOGIN
    login.touch(mode=0o600)
    login.write_text(f"{EDITOR} / {password}\n", encoding="utf-8")


class Newsroom:
    """Files the demo's sheets: each is written, published, corrected or killed as it says."""

    def __init__(self, *, shelf: Shelf, now: datetime) -> None:
        self.shelf, self.now = shelf, now
        self.sections = {one.slug: one for one in Section.objects.all()}
        self.authors = {one.slug: one for one in Author.objects.all()}
        self.topics = {one.slug: one for one in Topic.objects.all()}
        self.stories = {one.slug: one for one in Story.objects.all()}

    def file(self, sheet: Sheet) -> None:
        """The sheet is an article in the state it names."""
        article = self._write(sheet)
        posted = self.now - timedelta(hours=sheet.hours_ago)
        ahead = self.now + timedelta(hours=sheet.hours_ahead)
        if sheet.state == "scheduled":
            services.publish_article(article, by=BY, at=ahead)
        elif sheet.state == "embargoed":
            services.publish_article(article, by=BY)
        elif sheet.state != "draft":
            services.publish_article(article, by=BY, dated=posted)
            article.refresh_from_db()
            self._follow_up(article, sheet, posted=posted)

    def _write(self, sheet: Sheet) -> Article:
        embargo = self.now + timedelta(hours=sheet.hours_ahead)
        return services.create_article(
            section=self.sections[sheet.section],
            headline=sheet.headline,
            by=BY,
            authors=[self.authors[slug] for slug in sheet.authors],
            topics=[self.topics[slug] for slug in sheet.topics],
            slug=sheet.slug,
            summary=sheet.summary,
            kind=sheet.kind,
            origin=sheet.origin,
            story=self.stories[sheet.story] if sheet.story else None,
            dateline=sheet.dateline,
            provider=sheet.payer or sheet.provider,
            embargoed_until=embargo if sheet.state == "embargoed" else None,
            body=bodies.body_of(sheet, self.shelf),
            **self._lead(sheet),
        )

    def _lead(self, sheet: Sheet) -> dict[str, object]:
        if not sheet.image:
            return {}
        return {
            "lead_image": self.shelf.take(sheet.image),
            "lead_alt": sheet.image.alt,
            "lead_caption": sheet.image.caption,
            "lead_credit": sheet.image.credit,
        }

    def _follow_up(self, article: Article, sheet: Sheet, *, posted: datetime) -> None:
        for one in sheet.corrections:
            services.correct_article(
                article,
                note=one.note,
                by=BY,
                kind=CorrectionKind(one.kind),
                at=min(posted + timedelta(minutes=one.minutes_after), self.now),
            )
        if sheet.state == "killed":
            services.kill_article(article, reason=sheet.kill_reason, by=BY)
        if sheet.top:
            Pin.objects.create(article=article, place=sheet.top)


def _publisher(identity: Identity) -> Publisher:
    return Publisher(
        title=identity.title,
        publisher=identity.publisher,
        address=identity.postal_address.removeprefix(f"{identity.publisher}, "),
        email=identity.contact_email,
    )


def _dress(identity: Identity) -> None:
    settings = SiteSettings.load()
    settings.strapline, settings.description = identity.strapline, identity.description[:250]
    settings.accent_light = identity.colours["accent_light"]
    settings.accent_dark = identity.colours["accent_dark"]
    settings.newsletter_line, settings.disclosure = identity.newsletter_line, identity.disclosure
    settings.copyright_holder = identity.copyright_holder
    settings.copyright_since = identity.founded
    settings.save()


def _people_and_subjects(identity: Identity, shelf: Shelf) -> None:
    for topic in identity.topics:
        Topic.objects.create(**topic.model_dump())
    for story in identity.stories:
        Story.objects.create(**story.model_dump())
    for author in identity.authors:
        words = author.model_dump(exclude={"portrait", "bio"})
        picture = shelf.take(portrait_order(author))
        Author.objects.create(**words, bio=rich_text(author.bio), portrait=picture)


def _each(things: Sequence[T], work: Callable[[T], object], advance: Advance) -> None:
    for done, thing in enumerate(things, start=1):
        work(thing)
        advance(done, len(things))
