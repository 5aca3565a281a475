"""Every edit that an editor, an agency or the clock can make, as the rules of a state machine: what
Hypothesis does to a newsroom, in any order. It says nothing of what must hold after them."""

from __future__ import annotations

import io
from collections import Counter
from datetime import timedelta

from django.core.files.images import ImageFile
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from PIL import Image

from factories.content import make_article, make_draft, make_picture, text_block
from factories.wire import g2, send
from masthead.content import services
from masthead.content.kinds import CorrectionKind, Kind, Origin
from masthead.content.models import Article, Pin, SiteMenu, SiteSettings
from masthead.content.models.site import FeedContent
from masthead.core import clock
from masthead.delivery import due

NUMBERS = st.integers(0, 1_000_000)
MINUTES = st.integers(1, 300)
WORDS = st.sampled_from(["toll", "rate", "merger", "outage", "harbour", "bond", "audit"])
KINDS = (*Kind,)
ORIGINS = (Origin.STAFF, Origin.STAFF, Origin.COMMISSIONED)
STATUSES = (*("usable",) * 6, "withheld", "canceled")
SMALL = (120, 80)


class Edits(RuleBasedStateMachine):
    """The subclass opens the newsroom: `clock`, `sections`, `topics`, `authors`, `story`, `page`,
    `source`. `done` counts the edits of all newsrooms by name."""

    done: Counter[str] = Counter()
    serial = 0

    # --- The desk: articles --------------------------------------------------------------------

    @rule(number=NUMBERS, word=WORDS)
    def publish(self, number, word):
        self.note("publish")
        make_article(f"{word} number {self.serial}", **self.facts(number))

    @rule(number=NUMBERS, word=WORDS)
    def rewrite(self, number, word):
        if article := self.any_article(number, live=True):
            article.headline, article.summary = f"{word} edited {number}", f"Standfirst {number}"
            article.body = [text_block(f"<p>Rewritten for the {number}th time.</p>")]
            self.publish_again("rewrite", article)

    @rule(number=NUMBERS)
    def move(self, number):
        if article := self.any_article(number, live=True):
            article.section = pick(self.sections, number + 1)
            self.publish_again("move", article)

    @rule(number=NUMBERS)
    def readdress(self, number):
        if article := self.any_article(number, live=True):
            article.slug = f"address-{number % 30}-{article.pk}"
            self.publish_again("readdress", article)

    @rule(number=NUMBERS)
    def refile(self, number):
        if article := self.any_article(number, live=True):
            article.topics.set([pick(self.topics, number)])
            article.article_authors = [
                article.article_authors.model(author=pick(self.authors, number // 2))
            ]
            article.story = pick([None, self.story], number)
            article.kind = pick(KINDS, number // 5)
            self.publish_again("refile", article)

    @rule(number=NUMBERS)
    def correct(self, number):
        if article := self.any_article(number, live=True):
            self.note("correct")
            services.correct_article(
                article,
                note=f"Note {number}",
                kind=pick((*CorrectionKind,), number),
                headline=pick(["", f"Mended {number}"], number // 4),
                by="ann",
            )

    @rule(number=NUMBERS)
    def kill(self, number):
        if article := self.any_article(number, live=True):
            self.note("kill")
            services.kill_article(article, reason="Wrong throughout", by="ann")

    @rule(number=NUMBERS)
    def take_off_or_put_back(self, number):
        if article := self.any_article(number, killed_at=None):
            self.note("take_off_or_put_back")
            if article.live:
                services.unpublish_article(article, by="ann")
            else:
                services.publish_article(article, by="ann")

    @rule(number=NUMBERS)
    def withhold_or_release(self, number):
        if article := self.any_article(number, killed_at=None):
            self.note("withhold_or_release")
            verb = services.release_article if article.withheld else services.withhold_article
            verb(article, by="ann")

    @rule(number=NUMBERS)
    def delete(self, number):
        if article := self.any_article(number):
            self.note("delete")
            article.delete()

    @rule(number=NUMBERS, minutes=MINUTES)
    def pin(self, number, minutes):
        if article := self.any_article(number, live=True):
            self.note("pin")
            now = clock.now()
            front = pick(["top-stories", article.section.slug], number)
            Pin.objects.filter(article=article).delete()
            Pin(
                article=article,
                front=front,
                starts_at=now + timedelta(minutes=minutes // 2),
                ends_at=now + timedelta(minutes=minutes + 1),
            ).save()

    # --- The clock -----------------------------------------------------------------------------

    @rule(minutes=st.integers(1, 2000))
    def time_passes(self, minutes):
        self.note("time_passes")
        self.clock.shift(timedelta(minutes=minutes))
        due.forget()  # as a second of a real clock would

    @rule(number=NUMBERS, minutes=MINUTES)
    def schedule(self, number, minutes):
        self.note("schedule")
        draft = make_draft(f"Scheduled {self.serial}", section=pick(self.sections, number))
        services.publish_article(draft, by="ann", at=clock.now() + timedelta(minutes=minutes))

    @rule(number=NUMBERS, minutes=MINUTES)
    def embargo(self, number, minutes):
        self.note("embargo")
        until = clock.now() + timedelta(minutes=minutes)
        make_article(f"Embargoed {self.serial}", embargoed_until=until, **self.facts(number))

    @rule(number=NUMBERS, minutes=MINUTES)
    def expire(self, number, minutes):
        if article := self.any_article(number, live=True):
            article.expire_at = clock.now() + timedelta(minutes=minutes)
            self.publish_again("expire", article)

    # --- The wire ------------------------------------------------------------------------------

    @rule(number=NUMBERS, minutes=st.integers(0, 300))
    def wire_sends(self, number, minutes):
        self.note("wire_sends")
        embargo = (clock.now() + timedelta(minutes=minutes)).isoformat() if minutes % 2 else ""
        send(
            self.source,
            g2(
                f"urn:wire:{number % 8}",
                version=1 + number % 5,
                status=pick(STATUSES, number),
                headline=f"Wire {number}",
                embargoed=embargo,
                made=clock.now().isoformat(),
            ),
        )

    # --- The desk: what articles are filed under, and the site's own face ----------------------

    @rule(number=NUMBERS, word=WORDS)
    def rename(self, number, word):
        self.note("rename")
        row = pick([*self.sections, *self.topics, *self.authors], number)
        row.refresh_from_db()
        row.name = f"{word} {row.pk} {number % 50} {type(row).__name__}".title()
        row.save()

    @rule(number=NUMBERS)
    def rename_the_story(self, number):
        self.note("rename_the_story")
        self.story.title = f"The toll, part {number}"
        self.story.save()

    @rule(number=NUMBERS)
    def move_a_section(self, number):
        self.note("move_a_section")
        section = pick(self.sections, number)
        section.refresh_from_db()
        section.slug = f"section-{section.pk}-{number % 20}"
        section.save()

    @rule(number=NUMBERS)
    def reorder_the_navigation(self, number):
        self.note("reorder_the_navigation")
        menu = SiteMenu.objects.get(slug="main")
        menu.items.all().delete()
        order = [self.sections[(number + place) % 3] for place in range(3)]
        menu.items = [
            menu.items.model(menu=menu, section=section, sort_order=place)
            for place, section in enumerate(order)
        ]
        menu.save()

    @rule(number=NUMBERS)
    def change_settings(self, number):
        self.note("change_settings")
        face = SiteSettings.load()
        face.title, face.disclosure = f"The Quay {number % 9}", f"Disclosure {number}"
        face.feed_content = pick((*FeedContent,), number)
        face.ai_train = bool(number % 2)
        face.save()

    @rule(number=NUMBERS)
    def rewrite_a_company_page(self, number):
        self.note("rewrite_a_company_page")
        self.page.title, self.page.summary = f"About us {number % 9}", f"Summary {number}"
        self.page.save_revision().publish()

    # --- The desk: pictures --------------------------------------------------------------------

    @rule(number=NUMBERS)
    def recaption_a_picture(self, number):
        if article := self.any_article(number, lead_image__isnull=False):
            self.note("recaption_a_picture")
            picture = article.lead_image
            picture.caption, picture.focal_point_x = f"Caption {number}", number % 100
            picture.focal_point_y = picture.focal_point_width = picture.focal_point_height = 10
            picture.save()

    @rule(number=NUMBERS)
    def replace_a_picture(self, number):
        if article := self.any_article(number, lead_image__isnull=False):
            self.note("replace_a_picture")
            file, picture = io.BytesIO(), article.lead_image
            Image.new("RGB", SMALL, (number % 256, 10, 90)).save(file, "JPEG")
            picture.file = ImageFile(file, name=f"replaced-{number}.jpg")
            picture._set_file_hash()
            picture.save()

    # --- What the rules are made of ------------------------------------------------------------

    def note(self, edit):
        self.serial += 1
        self.done[edit] += 1

    def facts(self, number):
        """How a new piece is filed and made."""
        body = [text_block()]
        if number % 4 == 0 and (other := self.any_article(number)):
            body.append({"type": "related_article", "value": {"article": other.pk}})
        return {
            "section": pick(self.sections, number),
            "kind": pick(KINDS, number // 7),
            "origin": pick(ORIGINS, number // 3),
            "authors": [pick(self.authors, number)],
            "topics": [pick(self.topics, number // 2)],
            "story": pick([None, self.story], number // 2),
            "lead_image": make_picture(size=SMALL) if number % 3 == 0 else None,
            "body": body,
        }

    def publish_again(self, edit, article):
        """By the desk's door: Wagtail's own publishing of a revision."""
        self.note(edit)
        article.save_revision().publish()

    def any_article(self, number, **filters):
        found = Article.objects.filter(**filters).order_by("pk")
        count = found.count()
        return found[number % count] if count else None


def pick(choices, number):
    return choices[number % len(choices)]


EDITS = {name for name, one in vars(Edits).items() if hasattr(one, "hypothesis_stateful_rule")}
