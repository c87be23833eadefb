import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from clinic_site.freezing import Freeze


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Reference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        help_text="Short name used in texts: [@Brady2014]. It can't be changed later.",
                        max_length=60,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Za-z0-9][A-Za-z0-9_.\\-]*$",
                                "Use letters, digits, dots and dashes only, such as Brady2014.",
                            )
                        ],
                        verbose_name="key",
                    ),
                ),
                ("authors", models.CharField(max_length=300, verbose_name="authors")),
                ("title", models.CharField(max_length=400, verbose_name="title")),
                ("source", models.CharField(max_length=300, verbose_name="journal or publisher")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "doi",
                    models.CharField(
                        blank=True,
                        max_length=120,
                        validators=[
                            django.core.validators.RegexValidator("^10\\.\\d{4,9}/\\S+$", "A DOI starts with 10.")
                        ],
                        verbose_name="DOI",
                    ),
                ),
                (
                    "pmid",
                    models.CharField(
                        blank=True,
                        max_length=12,
                        validators=[django.core.validators.RegexValidator("^\\d+$", "A PMID has digits only.")],
                        verbose_name="PMID",
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=300, verbose_name="address")),
                (
                    "label",
                    models.CharField(
                        help_text="How strong it is, in plain words: A summary of 28 studies.",
                        max_length=120,
                        verbose_name="plain label",
                    ),
                ),
                (
                    "study",
                    models.CharField(
                        choices=[
                            ("review", "a review of studies"),
                            ("trial", "a trial"),
                            ("survey", "a survey"),
                            ("case", "a report of single patients"),
                            ("guideline", "a guideline"),
                            ("law", "a law or rule"),
                            ("laboratory", "laboratory or animal work"),
                            ("other", "something else"),
                        ],
                        default="other",
                        max_length=12,
                        verbose_name="kind of study",
                    ),
                ),
                (
                    "finding",
                    models.TextField(
                        help_text="With its numbers and its limits.", max_length=2000, verbose_name="what it found"
                    ),
                ),
                (
                    "checked_on",
                    models.DateField(
                        help_text="The day somebody last read the source itself.", verbose_name="checked on"
                    ),
                ),
            ],
            options={
                "verbose_name": "reference",
                "verbose_name_plural": "references",
                "ordering": ["key"],
                "default_permissions": ("add", "change", "view"),
            },
        ),
        migrations.CreateModel(
            name="ReferenceStatus",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("current", "It still stands"),
                            ("superseded", "Newer research has taken its place"),
                            ("retracted", "Withdrawn by its publisher (retracted)"),
                        ],
                        max_length=10,
                        verbose_name="how it stands",
                    ),
                ),
                ("note", models.CharField(max_length=300, verbose_name="where this was announced")),
                ("in_force_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("said_on", models.DateField(default=django.utils.timezone.localdate, editable=False)),
                (
                    "instead",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="references.reference",
                        verbose_name="newer source",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="statuses", to="references.reference"
                    ),
                ),
            ],
            options={
                "ordering": ["-in_force_at", "-id"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("standing__in", ["current", "superseded", "retracted"])),
                        name="reference_known_standing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("standing", "superseded"), _negated=True),
                            ("instead__isnull", False),
                            _connector="OR",
                        ),
                        name="reference_superseded_by_another",
                    ),
                ],
            },
        ),
        Freeze(
            "referencestatus",
            never=(
                "reference_id",
                "standing",
                "instead_id",
                "note",
                "made_by_id",
                "in_force_at",
                "said_on",
            ),
        ),  # fmt: skip
    ]
