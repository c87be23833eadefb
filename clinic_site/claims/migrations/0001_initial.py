import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Pack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        help_text="The two capitals of a country, such as IE, or “general”. It can't be changed later.",
                        max_length=7,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A(?:general|[A-Z]{2})\\Z", "Use the two capitals of a country: IE."
                            )
                        ],
                        verbose_name="key",
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="title")),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        help_text="As a clinic may write them in its profile, with commas between: United Kingdom, UK, Wales.",
                        max_length=200,
                        verbose_name="names of the country",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, help_text="What staff should know about it.", max_length=1000, verbose_name="note"
                    ),
                ),
                (
                    "needs_legal_review",
                    models.BooleanField(
                        default=True,
                        help_text="Until somebody who knows the advertising law of the country has read every rule.",
                        verbose_name="needs legal review",
                    ),
                ),
                ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="reviewed on")),
                (
                    "reviewed_by",
                    models.CharField(
                        blank=True, help_text="Name and profession.", max_length=120, verbose_name="reviewed by"
                    ),
                ),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
            ],
            options={
                "verbose_name": "pack of claim rules",
                "verbose_name_plural": "packs of claim rules",
                "ordering": ["title"],
                "default_permissions": ("add", "change", "view"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reviewed_by", ""), ("reviewed_on__isnull", True)),
                            models.Q(("reviewed_on__isnull", False), models.Q(("reviewed_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="pack_review_says_who_and_when",
                        violation_error_message="Say both who reviewed it and on which day, or neither.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("needs_legal_review", True), ("reviewed_on__isnull", False), _connector="OR"
                        ),
                        name="pack_is_reviewed_by_somebody",
                        violation_error_message="Say who reviewed it and when, or leave “needs legal review” marked.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.SlugField(
                        help_text="Such as no-side-effects. It can't be changed later.",
                        max_length=60,
                        unique=True,
                        verbose_name="key",
                    ),
                ),
                (
                    "term",
                    models.CharField(
                        blank=True,
                        help_text="A word or words in their base form: cure also finds cures, cured and curing. “In quotation marks” finds just this form.",
                        max_length=200,
                        verbose_name="term",
                    ),
                ),
                (
                    "pattern",
                    models.CharField(
                        blank=True,
                        help_text="Instead of a term: * stands for up to three words, … for up to eight, (one|other) for either. Such as: no * side effects",
                        max_length=200,
                        verbose_name="pattern",
                    ),
                ),
                (
                    "allowed_after",
                    models.TextField(
                        blank=True,
                        help_text="One on each line: not, cannot, no proof that it. Right after these words the rule is silent.",
                        max_length=1000,
                        verbose_name="fine after",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="why")),
                ("suggestion", models.CharField(max_length=300, verbose_name="what to write instead")),
                ("source", models.CharField(max_length=300, verbose_name="source")),
                ("source_address", models.URLField(blank=True, max_length=300, verbose_name="address of the source")),
                ("review_by", models.DateField(verbose_name="review due")),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
                ("changed_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="changed")),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="changed by",
                    ),
                ),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rules",
                        to="claims.pack",
                        verbose_name="pack",
                    ),
                ),
            ],
            options={
                "verbose_name": "claim rule",
                "verbose_name_plural": "claim rules",
                "ordering": ["pack", "key"],
                "default_permissions": ("add", "change", "view"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("term", ""), models.Q(("pattern", ""), _negated=True)),
                            models.Q(models.Q(("term", ""), _negated=True), ("pattern", "")),
                            _connector="OR",
                        ),
                        name="rule_has_a_term_or_a_pattern",
                        violation_error_message="Write either a term or a pattern, not both.",
                    )
                ],
            },
        ),
    ]
