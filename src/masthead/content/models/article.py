"""The article: one flat row a piece, edited through Wagtail's revisions and workflows.

Editorial fields come from revisions; SYSTEM_FIELDS belong to the row and no revision brings an old
value of them back. What an editor's door could break stands in the constraints.
"""

from __future__ import annotations

from dataclasses import astuple
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.permissions import policy_registry

from masthead.content import gate, preview, rules, signals
from masthead.content.blocks import ArticleBlocks
from masthead.content.cache_keys import footprint
from masthead.content.errors import AlreadyKilledError
from masthead.content.kinds import CorrectionKind, Kind, Origin
from masthead.content.querysets import ArticleQuerySet
from masthead.core import clock, ids

if TYPE_CHECKING:
    from django.http import HttpRequest

AN_INSTANT = timedelta(microseconds=1)
LONG_AGO = datetime.min.replace(tzinfo=UTC)
SYSTEM_FIELDS = (
    *("guid", "path", "version", "published_at", "updated_at", "announced", "word_count", "label"),
    *("withheld", "killed_at", "kill_reason", "created_at", "wire_embargo", "embargo_override"),
    *("closed_to", "territories"),
)


class Article(
    WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, ClusterableModel
):
    """One story of any kind. `path` is where it was last released ("banking/slug"), "" before
    that; `published_at` and `updated_at` are the dates readers see; `announced` says that the log
    has told of its release. `wire_embargo` is the agency's, which no draft brings forward;
    `embargo_override` is the end of one that an editor set aside. `closed_to` holds the letters of
    what its licence bars (`rules.Channel`, `rules.Use`), `territories` the only countries it may be
    read in.
    """

    guid = models.CharField(max_length=255, default=ids.new_guid, db_index=True, editable=False)
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.NEWS)
    origin = models.CharField(max_length=12, choices=Origin.choices, default=Origin.STAFF)
    section = models.ForeignKey(
        "content.Section", on_delete=models.PROTECT, related_name="articles"
    )
    headline = models.CharField(max_length=250)
    slug = models.SlugField(max_length=100, blank=True, help_text="Empty: made of the headline.")
    summary = models.TextField("standfirst", blank=True, max_length=600)
    body = StreamField(ArticleBlocks(), blank=True)
    authors = models.ManyToManyField(
        "content.Author", through="content.ArticleAuthor", related_name="articles"
    )
    topics = ParentalManyToManyField("content.Topic", blank=True, related_name="articles")
    story = models.ForeignKey(
        "content.Story", null=True, blank=True, on_delete=models.SET_NULL, related_name="articles"
    )

    lead_image = models.ForeignKey(
        "content.Picture", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    lead_alt = models.CharField("alternative text", max_length=300, blank=True)
    lead_caption = models.CharField("caption", max_length=300, blank=True)
    lead_credit = models.CharField("credit", max_length=160, blank=True)

    dateline = models.CharField(max_length=80, blank=True, help_text="For example: LONDON")
    byline = models.CharField(
        max_length=160, blank=True, help_text="As the agency gives it; authors come first."
    )
    provider = models.CharField("agency or contributor", max_length=120, blank=True)
    credit_line = models.CharField(max_length=250, blank=True)
    usage_terms = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=16, default="en", help_text="BCP 47: en, de, fr-CH.")
    urgency = models.PositiveSmallIntegerField(null=True, blank=True)

    embargoed_until = models.DateTimeField(null=True, blank=True)
    rights_from = models.DateTimeField(null=True, blank=True)
    rights_until = models.DateTimeField(null=True, blank=True)
    licence = models.ForeignKey(
        "content.Licence",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="articles",
        db_index=False,
        help_text="What may be done with the piece. Empty: it is the house's own.",
    )

    path = models.CharField(max_length=170, blank=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    published_at = models.DateTimeField("posted", null=True, blank=True, editable=False)
    updated_at = models.DateTimeField("updated", null=True, blank=True, editable=False)
    announced = models.BooleanField(default=False, editable=False)
    word_count = models.PositiveIntegerField(default=0, editable=False)
    label = models.CharField(max_length=60, blank=True, editable=False)
    withheld = models.BooleanField(default=False, editable=False)
    killed_at = models.DateTimeField(null=True, blank=True, editable=False)
    kill_reason = models.TextField(blank=True, editable=False)
    closed_to = models.CharField(max_length=10, blank=True, default="", editable=False)
    territories = models.CharField(max_length=300, blank=True, default="", editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    wire_embargo = models.DateTimeField(null=True, blank=True, editable=False)
    embargo_override = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ArticleQuerySet.as_manager()

    # References are read by a follower in the background, not by save signals (performance.md).
    wagtail_reference_index_ignore = True

    class Meta:
        ordering: ClassVar = ["-created_at"]
        permissions: ClassVar = [("kill_article", "Can kill an article")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["path"], condition=~models.Q(path=""), name="one_article_a_path"
            ),
            models.CheckConstraint(
                condition=~models.Q(live=True, killed_at__isnull=False), name="killed_is_not_live"
            ),
            models.CheckConstraint(
                condition=~models.Q(live=True, origin=Origin.COMMISSIONED, label=""),
                name="commissioned_is_labelled",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["-published_at", "-id"],
                condition=models.Q(live=True),
                name="article_latest",
            ),
            models.Index(
                fields=["section", "-published_at", "-id"],
                condition=models.Q(live=True),
                name="article_section_latest",
            ),
            models.Index(
                fields=["kind", "-published_at", "-id"],
                condition=models.Q(live=True),
                name="article_kind_latest",
            ),
            models.Index(
                fields=["-published_at", "-id"],
                condition=models.Q(live=True, origin=Origin.COMMISSIONED),
                name="article_paid_latest",
            ),
            models.Index(
                fields=["story", "-published_at"],
                condition=models.Q(live=True, story__isnull=False),
                name="article_story_latest",
            ),
            models.Index(
                fields=["embargoed_until"],
                condition=models.Q(live=True, announced=False),
                name="article_unannounced",
            ),
            models.Index(
                fields=["expire_at"],
                condition=models.Q(live=True, expire_at__isnull=False),
                name="article_expires",
            ),
            models.Index(
                fields=["rights_until"],
                condition=models.Q(live=True, rights_until__isnull=False),
                name="article_rights_end",
            ),
            models.Index(
                fields=["licence", "id"],
                condition=models.Q(licence__isnull=False),
                name="article_licence",
            ),
            models.Index(fields=["-created_at", "-id"], name="article_created"),
            models.Index(fields=["section", "-created_at", "-id"], name="article_section_created"),
            models.Index(fields=["origin", "-created_at", "-id"], name="article_origin_created"),
            models.Index(fields=["kind", "-created_at", "-id"], name="article_kind_created"),
            # Partial, because SQLite finds no “NOT live” in an index on live.
            models.Index(
                fields=["-created_at", "-id"],
                condition=models.Q(live=False),
                name="article_not_live_created",
            ),
            models.Index(
                fields=["-created_at", "-id"],
                condition=models.Q(withheld=True),
                name="article_withheld_created",
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    @property
    def url(self) -> str:
        """The public address; of an unreleased article, the address it would have."""
        if self.path:
            return f"/{self.path}/"
        return f"/{self.section.slug}/{self.slug}/" if self.section_id else "/"

    def get_absolute_url(self) -> str:
        return self.url

    def clean(self) -> None:
        super().clean()
        if not self.slug:
            self.slug = ids.slug_of(self.headline)
        if self.killed_at:
            raise ValidationError("A killed article can't be edited or published again.")
        taken = Article.objects.filter(section_id=self.section_id, slug=self.slug)
        if self.section_id and taken.exclude(pk=self.pk).exists():
            raise ValidationError(
                {"slug": "Another article of this section has this address; change a word."}
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = ids.slug_of(self.headline)
        self.label = self.label_now()
        self.closed_to, self.territories = astuple(self.reach_now())
        super().save(*args, **kwargs)

    def label_now(self) -> str:
        """The label that the article's facts ask for."""
        return rules.disclosure_label(commissioned=self.origin == Origin.COMMISSIONED)

    @property
    def contract(self) -> str | None:
        """What its licence is closed to; None without one. No query."""
        return self.closed_to if self.licence_id else None

    def reach_now(self) -> rules.Reach:
        """Where its licence lets it be seen. One query where it has one."""
        return self.licence.reach if self.licence else rules.Reach()

    @transaction.atomic
    def publish(
        self, revision: Any, *, by: Any = None, dated: datetime | None = None, **kwargs: Any
    ) -> None:
        """Wagtail's publish, made atomic, asked of this section's rights, and told of.

        The row is locked and read afresh, so that no stale copy undoes a kill. Raises
        AlreadyKilledError, PermissionDenied.
        """
        user = kwargs.get("user")
        row = Article.objects.locked(self.pk)
        if row.killed_at:
            raise AlreadyKilledError(row.headline)
        revision = type(revision).objects.get(pk=revision.pk)
        if user and not kwargs.get("skip_permission_checks"):
            self._check_may(user, "publish", revision.as_object())
            if row.live:
                self._check_may(user, "publish", row)
        row.keep_public_version()
        before = footprint(row)
        super().publish(revision, **kwargs)
        revision.refresh_from_db(fields=["approved_go_live_at"])
        signals.article_published.send(
            Article,
            pk=self.pk,
            before=before,
            by=by or user or "clock",
            at=revision.approved_go_live_at,
            dated=dated,
        )

    @transaction.atomic
    def unpublish(self, *, by: Any = None, **kwargs: Any) -> None:
        """Wagtail's unpublish, made atomic, asked of this section's rights, and told of."""
        user = kwargs.get("user")
        row = Article.objects.locked(self.pk)
        if user:
            self._check_may(user, "unpublish", row)
        if not row.live:
            return
        before = footprint(row)
        super(Article, row).unpublish(**kwargs)
        for name in ("live", "has_unpublished_changes", "live_revision_id", "expired"):
            setattr(self, name, getattr(row, name))
        signals.article_unpublished.send(
            Article, pk=self.pk, before=before, by=by or user or "clock"
        )
        self.announced = False

    def keep_public_version(self) -> None:
        """Agency copy that is out has no revision; it gets one before an editor's version takes
        its place, or Wagtail would take it off the site while that version is only scheduled.
        """
        if self.live and not self.live_revision_id:
            self.live_revision = self.public_revision(older_than=self.latest_revision)
            Article.objects.filter(pk=self.pk).update(live_revision=self.live_revision)

    def public_revision(self, *, older_than: Revision | None, user: Any = None) -> Revision:
        """The row as a new revision, older than that one: Wagtail edits the newest."""
        return Revision.objects.create(
            content_object=self,
            base_content_type=self.get_base_content_type(),
            user=user,
            content=self.serializable_data(),
            object_str=str(self),
            created_at=older_than.created_at - AN_INSTANT if older_than else clock.now(),
        )

    @staticmethod
    def _check_may(user: Any, action: str, article: Article) -> None:
        policy = policy_registry.get_by_type(Article)
        if not policy.user_has_permission_for_instance(user, action, article):
            raise PermissionDenied(f"You may not {action} in the section {article.section}.")

    def with_content_json(self, content: dict[str, Any]) -> Article:
        article: Article = super().with_content_json(content)
        for name in SYSTEM_FIELDS:
            setattr(article, name, getattr(self, name))
        if self.wire_embargo and (article.embargoed_until or LONG_AGO) < self.wire_embargo:
            article.embargoed_until = self.wire_embargo
        article.live_revision_id = self.live_revision_id
        article.label = article.label_now()
        return article

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:  # noqa: ARG002 - Wagtail's signature
        return "reader/article.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        stock = super().get_preview_context(request, mode_name)
        return {**stock, **preview.context_of(self, request)}

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        return preview.in_the_desk(super().serve_preview(request, mode_name))

    @property
    def why_held(self) -> rules.Held | None:
        """Why readers can't see it now; None when they can. For the desk."""
        return gate.why_held(self, clock.now())


class ArticleAuthor(Orderable):
    """An author of an article, in the order of the byline."""

    article = ParentalKey(Article, on_delete=models.CASCADE, related_name="article_authors")
    author = models.ForeignKey("content.Author", on_delete=models.CASCADE, related_name="bylines")

    class Meta(Orderable.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "author"], name="author_once"),
        ]

    def __str__(self) -> str:
        return str(self.author)


class PublicVersion(models.Model):
    """What readers could read of an article at a time, where its section shows changes. Written
    once, never edited; shown only while the article is released.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="public_versions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField(default=clock.now)
    headline = models.CharField(max_length=250)
    summary = models.TextField(blank=True)
    paragraphs = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "number"], name="public_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.headline} (version {self.number})"


class Correction(models.Model):
    """A typed, dated, public note on an article. Written once, never edited."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="corrections")
    kind = models.CharField(
        max_length=16, choices=CorrectionKind.choices, default=CorrectionKind.CORRECTION
    )
    note = models.TextField()
    at = models.DateTimeField(default=clock.now, db_index=True)
    by = models.CharField(max_length=150)

    class Meta:
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.note[:60]}"
