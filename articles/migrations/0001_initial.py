import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import clinic_site.content.lists
from clinic_site.freezing import Freeze


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("numbers", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Article",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "slug",
                    models.SlugField(
                        help_text="The last part of the page's address: lower-case words with dashes.",
                        max_length=80,
                        unique=True,
                        verbose_name="address",
                    ),
                ),
                (
                    "interval_months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Leave empty for what the clinic profile says for the risk of the page. Only a shorter time counts.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="months between checks",
                    ),
                ),
                ("review_due", models.DateField(editable=False, null=True, verbose_name="check due by")),
                ("edit", models.PositiveIntegerField(default=0, editable=False)),
                ("last_revision", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "body",
                    models.TextField(
                        blank=True,
                        help_text="Headings start with ##. Sources: [@Key]. Links to our pages: [words](page:1234). Never type a phone number: write {{phone}} or {{emergency_number}}.",
                        verbose_name="text",
                    ),
                ),
                (
                    "topics",
                    clinic_site.content.lists.LinesField(
                        blank=True,
                        default=list,
                        help_text="The first one is the main topic: it gives the page its place.",
                        verbose_name="topics",
                    ),
                ),
                (
                    "related",
                    clinic_site.content.lists.LinesField(
                        blank=True,
                        default=list,
                        help_text="Numbers of pages, one on a line, best first.",
                        verbose_name="related pages",
                    ),
                ),
                (
                    "search_words",
                    clinic_site.content.lists.LinesField(
                        blank=True,
                        default=list,
                        help_text="Words patients use for this, one on a line. Readers don't see them.",
                        verbose_name="search words",
                    ),
                ),
                (
                    "supports",
                    clinic_site.content.lists.LinesField(
                        blank=True,
                        default=list,
                        help_text="One line a source: its key, a colon, and what it supports on this page. Readers don't see it.",
                        verbose_name="what each source supports",
                    ),
                ),
                (
                    "reasons",
                    clinic_site.content.lists.LinesField(
                        blank=True,
                        default=list,
                        help_text="One line a finding: its name, a colon, and why the text stays as it is. The second person reads it.",
                        verbose_name="reasons for what the checks found",
                    ),
                ),
                (
                    "flags",
                    clinic_site.content.lists.LinesField(
                        blank=True,
                        default=list,
                        help_text="Decides which safety texts go with the page.",
                        verbose_name="what it speaks about",
                    ),
                ),
                (
                    "risk",
                    models.CharField(
                        choices=[("normal", "normal"), ("high", "high: a reader may come to harm by a mistake here")],
                        default="normal",
                        max_length=6,
                        verbose_name="risk",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        default="en-GB",
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "Write a language code such as en-GB or cy."
                            )
                        ],
                        verbose_name="language",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="A statement, not a question: “Soreness after treatment”.",
                        max_length=65,
                        verbose_name="title",
                    ),
                ),
                (
                    "lede",
                    models.CharField(
                        help_text="One or two sentences: what the reader has to remember.",
                        max_length=300,
                        verbose_name="main message",
                    ),
                ),
                (
                    "deputy",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who does it when the owner can't.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="deputy",
                    ),
                ),
                (
                    "number",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="numbers.number",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who sees to it that the page is checked in time.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
            ],
            options={
                "verbose_name": "article",
                "verbose_name_plural": "articles",
                "ordering": ["slug"],
                "abstract": False,
                "default_permissions": (
                    "view",
                    "add",
                    "change",
                    "submit",
                    "return",
                    "approve",
                    "publish",
                    "withdraw",
                    "confirm",
                    "move",
                    "undo",
                    "recut",
                    "schedule",
                    "merge",
                    "ask",
                    "assign",
                    "recall",
                ),
            },
        ),
        migrations.CreateModel(
            name="ArticleRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "body",
                    models.TextField(
                        blank=True,
                        help_text="Headings start with ##. Sources: [@Key]. Links to our pages: [words](page:1234). Never type a phone number: write {{phone}} or {{emergency_number}}.",
                        verbose_name="text",
                    ),
                ),
                (
                    "topics",
                    clinic_site.content.lists.LinesField(
                        blank=True,
                        default=list,
                        help_text="The first one is the main topic: it gives the page its place.",
                        verbose_name="topics",
                    ),
                ),
                (
                    "related",
                    clinic_site.content.lists.LinesField(
                        blank=True,
                        default=list,
                        help_text="Numbers of pages, one on a line, best first.",
                        verbose_name="related pages",
                    ),
                ),
                (
                    "search_words",
                    clinic_site.content.lists.LinesField(
                        blank=True,
                        default=list,
                        help_text="Words patients use for this, one on a line. Readers don't see them.",
                        verbose_name="search words",
                    ),
                ),
                (
                    "supports",
                    clinic_site.content.lists.LinesField(
                        blank=True,
                        default=list,
                        help_text="One line a source: its key, a colon, and what it supports on this page. Readers don't see it.",
                        verbose_name="what each source supports",
                    ),
                ),
                (
                    "reasons",
                    clinic_site.content.lists.LinesField(
                        blank=True,
                        default=list,
                        help_text="One line a finding: its name, a colon, and why the text stays as it is. The second person reads it.",
                        verbose_name="reasons for what the checks found",
                    ),
                ),
                (
                    "flags",
                    clinic_site.content.lists.LinesField(
                        blank=True,
                        default=list,
                        help_text="Decides which safety texts go with the page.",
                        verbose_name="what it speaks about",
                    ),
                ),
                (
                    "risk",
                    models.CharField(
                        choices=[("normal", "normal"), ("high", "high: a reader may come to harm by a mistake here")],
                        default="normal",
                        max_length=6,
                        verbose_name="risk",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        default="en-GB",
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "Write a language code such as en-GB or cy."
                            )
                        ],
                        verbose_name="language",
                    ),
                ),
                ("revision", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("submitted", "waits for a check"),
                            ("returned", "changes asked for"),
                            ("approved", "approved, not yet published"),
                            ("published", "public"),
                            ("superseded", "replaced by a newer revision"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="submitted",
                        max_length=10,
                    ),
                ),
                ("html", models.TextField()),
                ("headings", models.JSONField(default=list)),
                ("printed", models.JSONField(default=list)),
                ("cards", models.JSONField(default=list)),
                ("links", models.JSONField(default=list)),
                ("pictures", models.JSONField(default=list)),
                ("terms", models.JSONField(default=list)),
                ("findings", models.JSONField(default=list)),
                ("renderer", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("clinical", "Change of meaning"), ("minor", "Small fix: the meaning stays the same")],
                        max_length=8,
                    ),
                ),
                ("note", models.TextField(max_length=500)),
                ("desk_edit", models.PositiveIntegerField()),
                ("contributors", models.JSONField(default=list)),
                ("carried_from", models.PositiveIntegerField(null=True)),
                ("single_signature", models.BooleanField(default=False)),
                ("submitted_at", models.DateTimeField()),
                ("returned_at", models.DateTimeField(null=True)),
                ("approved_at", models.DateTimeField(null=True)),
                ("approver_role", models.CharField(blank=True, max_length=80)),
                ("approver_registration", models.CharField(blank=True, max_length=80)),
                ("whole_page", models.BooleanField(default=True)),
                ("deadline", models.DateField(null=True)),
                ("second_read_at", models.DateTimeField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                ("replaces", models.PositiveIntegerField(null=True)),
                ("superseded_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "withdrawal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not-checked", "We had not checked it in time."),
                            ("out-of-date", "The information on it was out of date."),
                            ("mistake", "It contained a mistake."),
                            ("replaced", "A newer page has taken its place."),
                            ("not-offered", "We no longer offer what it was about."),
                            ("not-needed", "Few people read it, so we no longer keep it up to date."),
                        ],
                        max_length=12,
                    ),
                ),
                ("read_instead", models.JSONField(default=list)),
                ("successor", models.CharField(blank=True, max_length=5)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("reviewed_on", models.DateField(null=True)),
                ("reviewer_role", models.CharField(blank=True, max_length=80)),
                ("wording_digest", models.CharField(max_length=64)),
                ("previous_digest", models.CharField(blank=True, max_length=64)),
                ("digest", models.CharField(max_length=64)),
                (
                    "title",
                    models.CharField(
                        help_text="A statement, not a question: “Soreness after treatment”.",
                        max_length=65,
                        verbose_name="title",
                    ),
                ),
                (
                    "lede",
                    models.CharField(
                        help_text="One or two sentences: what the reader has to remember.",
                        max_length=300,
                        verbose_name="main message",
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="revisions", to="articles.article"
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "returned_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "second_read_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "superseded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "revision of an article",
                "verbose_name_plural": "revisions of articles",
                "ordering": ["-revision"],
                "abstract": False,
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(fields=["published_at"], name="articlerevision_published"),
                    models.Index(
                        condition=models.Q(("withdrawn_at__isnull", False)),
                        fields=["withdrawn_at"],
                        name="articlerevision_withdrawn",
                    ),
                    models.Index(
                        condition=models.Q(("carried_from__isnull", True), ("kind", "clinical")),
                        fields=["published_at"],
                        name="articlerevision_changes",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("page", "revision"), name="articles_articlerevision_number"),
                    models.UniqueConstraint(fields=("page", "previous_digest"), name="articles_articlerevision_chain"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "published")),
                        fields=("page",),
                        name="articles_articlerevision_one_published",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("submitted", "approved"))),
                        fields=("page",),
                        name="articles_articlerevision_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["submitted", "returned", "approved", "published", "superseded", "withdrawn"])
                        ),
                        name="articles_articlerevision_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["clinical", "minor"])),
                        name="articles_articlerevision_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(("approved_by", models.F("submitted_by")), _negated=True),
                            ("single_signature", True),
                            _connector="OR",
                        ),
                        name="articles_articlerevision_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("second_read_by__isnull", True),
                            models.Q(
                                ("approved_by__isnull", False),
                                models.Q(("second_read_by", models.F("approved_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="articles_articlerevision_second_reader",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("returned_at__isnull", False), ("returned_by__isnull", False)),
                            models.Q(("returned_at__isnull", True), ("returned_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="articles_articlerevision_returned_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                            models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="articles_articlerevision_approved_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("second_read_at__isnull", False), ("second_read_by__isnull", False)),
                            models.Q(("second_read_at__isnull", True), ("second_read_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="articles_articlerevision_second_read_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                            models.Q(("published_at__isnull", True), ("published_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="articles_articlerevision_published_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("superseded_at__isnull", False), ("superseded_by__isnull", False)),
                            models.Q(("superseded_at__isnull", True), ("superseded_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="articles_articlerevision_superseded_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="articles_articlerevision_withdrawn_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                            models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="articles_articlerevision_confirmed_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ("approved", "published", "superseded", "withdrawn")), _negated=True
                            ),
                            ("approved_by__isnull", False),
                            _connector="OR",
                        ),
                        name="articles_articlerevision_public_is_approved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("published", "superseded", "withdrawn")), _negated=True),
                            ("published_by__isnull", False),
                            _connector="OR",
                        ),
                        name="articles_articlerevision_public_has_publisher",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("returned",)), _negated=True),
                            ("returned_by__isnull", False),
                            _connector="OR",
                        ),
                        name="articles_articlerevision_returned_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("superseded",)), _negated=True),
                            ("superseded_by__isnull", False),
                            _connector="OR",
                        ),
                        name="articles_articlerevision_superseded_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("withdrawn",)), _negated=True),
                            ("withdrawn_by__isnull", False),
                            _connector="OR",
                        ),
                        name="articles_articlerevision_withdrawn_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), _negated=True),
                            models.Q(("withdrawal", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="articles_articlerevision_withdrawn_says_why",
                    ),
                ],
            },
        ),
        Freeze(
            "articlerevision",
            never=(
                "body",
                "flags",
                "language",
                "lede",
                "reasons",
                "related",
                "risk",
                "search_words",
                "supports",
                "title",
                "topics",
                "page_id",
                "revision",
                "html",
                "headings",
                "printed",
                "cards",
                "links",
                "pictures",
                "terms",
                "findings",
                "renderer",
                "kind",
                "note",
                "desk_edit",
                "contributors",
                "carried_from",
                "submitted_by_id",
                "submitted_at",
                "wording_digest",
                "previous_digest",
                "digest",
            ),
            once=(
                "returned_by_id",
                "returned_at",
                "approved_by_id",
                "approved_at",
                "second_read_by_id",
                "second_read_at",
                "published_by_id",
                "published_at",
                "superseded_by_id",
                "superseded_at",
                "withdrawn_by_id",
                "withdrawn_at",
                "replaces",
            ),
            after=(
                ("approved_at", ("approver_role", "approver_registration", "single_signature", "whole_page")),
                ("withdrawn_at", ("withdrawal", "read_instead", "successor")),
            ),
            moves=(
                (
                    "state",
                    (
                        ("submitted", "returned"),
                        ("submitted", "approved"),
                        ("approved", "returned"),
                        ("approved", "published"),
                        ("published", "superseded"),
                        ("published", "withdrawn"),
                    ),
                ),
            ),
        ),  # fmt: skip
    ]
