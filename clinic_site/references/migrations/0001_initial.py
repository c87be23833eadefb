import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

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
    ]
