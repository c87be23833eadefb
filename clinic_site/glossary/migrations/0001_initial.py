import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import clinic_site.glossary.words


class Migration(migrations.Migration):
    initial = True

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        help_text="Short name, such as trigger-point. It can't be changed later.",
                        max_length=60,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*\\Z",
                                "Use small letters, digits and single hyphens, such as trigger-point.",
                            )
                        ],
                        verbose_name="key",
                    ),
                ),
                (
                    "term",
                    models.CharField(
                        help_text="As it stands in the middle of a sentence: trigger point. Writers mark it as [[trigger point]].",
                        max_length=80,
                        validators=[clinic_site.glossary.words.validate_words],
                        verbose_name="medical word",
                    ),
                ),
                (
                    "plain",
                    models.CharField(
                        help_text="They stand in front of the medical word, so they must fit there: tight, sore spot in the muscle.",
                        max_length=120,
                        validators=[clinic_site.glossary.words.validate_plain],
                        verbose_name="plain words",
                    ),
                ),
                (
                    "explanation",
                    models.TextField(
                        help_text="One or two plain sentences for the page of medical words.",
                        max_length=400,
                        verbose_name="explanation",
                    ),
                ),
                (
                    "forms",
                    models.TextField(
                        blank=True,
                        help_text="Plurals and other spellings, one on a line, each with its own plain words: trigger points: tight, sore spots in the muscle",
                        max_length=2000,
                        validators=[clinic_site.glossary.words.validate_forms],
                        verbose_name="other forms",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Key of the evidence that the explanation rests on. You can leave this empty.",
                        max_length=60,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Za-z0-9][A-Za-z0-9_.\\-]*\\Z", "Write the key only, such as Brady2014."
                            )
                        ],
                        verbose_name="source",
                    ),
                ),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="changed"),
                ),
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
            ],
            options={
                "verbose_name": "medical word",
                "verbose_name_plural": "medical words",
                "ordering": ["plain"],
            },
        ),
    ]
