import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from clinic_site.search.full_text import FullText


class Migration(migrations.Migration):
    initial = True

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Indexed",
            fields=[
                ("id", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=5, unique=True)),
                ("kind", models.CharField(max_length=20)),
                ("heading", models.CharField(max_length=300)),
                ("title", models.TextField()),
                ("list_title", models.TextField()),
                ("search_words", models.TextField()),
                ("short", models.TextField()),
                ("body", models.TextField()),
                ("seen", models.TextField()),
                ("seen_in_head", models.TextField()),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("word", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("backwards", models.CharField(db_index=True, max_length=64)),
                ("stem", models.CharField(db_index=True, max_length=64)),
                ("pages", models.IntegerField()),
                ("heads", models.IntegerField()),
            ],
            options={"default_permissions": ()},
        ),
        FullText(),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=32)),
                ("day", models.DateField(db_index=True)),
                ("times", models.PositiveIntegerField(default=1)),
                ("unfound", models.PositiveIntegerField(default=0)),
                ("results", models.PositiveIntegerField()),
                ("words", models.CharField(blank=True, max_length=60)),
            ],
            options={
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("digest", "day"), name="one_term_a_day")],
            },
        ),
        migrations.CreateModel(
            name="SearchDay",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("times", models.PositiveIntegerField(default=0)),
                ("unfound", models.PositiveIntegerField(default=0)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="Ignored",
            fields=[
                ("words", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="BestAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="changed"),
                ),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "words",
                    models.CharField(
                        help_text="As patients type them: side effects. Endings and small words don't matter.",
                        max_length=100,
                        unique=True,
                        verbose_name="words that are searched for",
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        help_text="The number of the page that answers best.",
                        max_length=5,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[0-9]{4,5}\\Z", "Write the number of the page, such as 2043."
                            )
                        ],
                        verbose_name="page",
                    ),
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
                "verbose_name": "best answer",
                "verbose_name_plural": "best answers",
                "ordering": ["words"],
            },
        ),
        migrations.CreateModel(
            name="Synonym",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="changed"),
                ),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "words",
                    models.CharField(
                        help_text="With commas between: blood thinner, warfarin, apixaban. The first names the row.",
                        max_length=500,
                        unique=True,
                        verbose_name="words that mean the same",
                    ),
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
                "verbose_name": "words that mean the same",
                "verbose_name_plural": "words that mean the same",
                "ordering": ["words"],
            },
        ),
        migrations.CreateModel(
            name="RedFlag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "changed_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="changed"),
                ),
                ("loaded_digest", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "name",
                    models.CharField(
                        help_text="For staff: Trouble breathing.", max_length=60, unique=True, verbose_name="name"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("emergency", "Emergency"), ("same-day", "Same day")],
                        max_length=10,
                        verbose_name="card",
                    ),
                ),
                (
                    "words",
                    models.TextField(
                        help_text="One way to say it on each line: chest/rib pain/hurt finds “my ribs hurt”. All words of a line must be there, in any order; of words with a slash between them one is enough. Endings and small slips of spelling don't matter. A word in quotation marks is found in just this form.",
                        max_length=3000,
                        verbose_name="words of the sign",
                    ),
                ),
                (
                    "keeps_off",
                    models.TextField(
                        blank=True,
                        help_text="Words side by side that make it harmless, written in the same way: numb cream/gel.",
                        max_length=1000,
                        verbose_name="no sign beside these words",
                    ),
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
                "verbose_name": "sign of danger",
                "verbose_name_plural": "signs of danger",
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["emergency", "same-day"])),
                        name="red_flag_has_a_card_of_its_own",
                    )
                ],
            },
        ),
    ]
