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
            name="Profile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("in_force_at", models.DateTimeField(editable=False, null=True)),
                ("alone", models.BooleanField(default=False, editable=False)),
                ("clinic_name", models.CharField(default="This clinic", max_length=80, verbose_name="clinic name")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="address")),
                (
                    "phone",
                    models.CharField(
                        blank=True,
                        max_length=26,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[+0-9][0-9 ()\\-]{1,24}$",
                                "Write a phone number with digits and spaces only, such as 01632 960001.",
                            )
                        ],
                        verbose_name="phone",
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True,
                        help_text="Leave empty if patients can't write to you.",
                        max_length=254,
                        verbose_name="e-mail",
                    ),
                ),
                ("opening_hours", models.CharField(blank=True, max_length=200, verbose_name="opening hours")),
                (
                    "when_closed",
                    models.CharField(
                        blank=True,
                        help_text="A whole sentence. It is printed on every “same day” card.",
                        max_length=200,
                        verbose_name="what to do when you are closed",
                    ),
                ),
                (
                    "emergency_number",
                    models.CharField(
                        blank=True,
                        help_text="Such as 999 or 112.",
                        max_length=26,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[+0-9][0-9 ()\\-]{1,24}$",
                                "Write a phone number with digits and spaces only, such as 01632 960001.",
                            )
                        ],
                        verbose_name="emergency number",
                    ),
                ),
                (
                    "emergency_department",
                    models.CharField(
                        default="the emergency department",
                        max_length=80,
                        verbose_name="name of the emergency department",
                    ),
                ),
                ("country", models.CharField(blank=True, max_length=60, verbose_name="country")),
                (
                    "practitioner",
                    models.CharField(
                        default="clinician",
                        help_text="Such as physiotherapist.",
                        max_length=60,
                        verbose_name="word for your profession",
                    ),
                ),
                ("regulator", models.CharField(blank=True, max_length=120, verbose_name="regulator")),
                (
                    "ownership",
                    models.CharField(blank=True, max_length=300, verbose_name="who owns the clinic and what it sells"),
                ),
                (
                    "getting_here",
                    models.CharField(
                        blank=True,
                        help_text="Bus, parking, steps or a lift.",
                        max_length=400,
                        verbose_name="how to get here",
                    ),
                ),
                ("complaints", models.CharField(blank=True, max_length=300, verbose_name="how to complain")),
                (
                    "other_formats",
                    models.CharField(blank=True, max_length=300, verbose_name="how to get other formats"),
                ),
                ("language", models.CharField(default="en-GB", max_length=12, verbose_name="language of the site")),
                (
                    "allows_single_signature",
                    models.BooleanField(
                        default=False,
                        help_text="Only for a clinic of one. Pages say so until a second person has read them.",
                        verbose_name="one person may write and approve",
                    ),
                ),
                (
                    "interval_normal",
                    models.PositiveSmallIntegerField(
                        default=24,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="months between checks of most pages",
                    ),
                ),
                (
                    "interval_high",
                    models.PositiveSmallIntegerField(
                        default=12,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="months between checks where a mistake can do harm",
                    ),
                ),
                (
                    "withdraw_after_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Leave empty to keep such a page public, with a line that says it is overdue.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="withdraw high-risk pages so many days after a missed check",
                    ),
                ),
                ("is_example", models.BooleanField(default=False, editable=False)),
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
                    "second_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "clinic profile",
                "verbose_name_plural": "clinic profile",
                "abstract": False,
                "default_permissions": ("view", "change", "second"),
                "indexes": [models.Index(fields=["-in_force_at", "-id"], name="profile_in_force")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("second_by__isnull", True),
                            models.Q(
                                ("in_force_at__isnull", False),
                                models.Q(("second_by", models.F("made_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="profile_profile_second_is_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("in_force_at__isnull", True),
                            ("second_by__isnull", False),
                            ("alone", True),
                            _connector="OR",
                        ),
                        name="profile_profile_force_needs_second",
                    ),
                ],
            },
        ),
        Freeze(
            "profile",
            never=(
                "clinic_name",
                "address",
                "phone",
                "email",
                "opening_hours",
                "when_closed",
                "emergency_number",
                "emergency_department",
                "country",
                "practitioner",
                "regulator",
                "ownership",
                "getting_here",
                "complaints",
                "other_formats",
                "language",
                "allows_single_signature",
                "interval_normal",
                "interval_high",
                "withdraw_after_days",
                "is_example",
                "made_by_id",
                "made_at",
                "alone",
            ),
            once=(
                "in_force_at",
                "second_by_id",
            ),
        ),  # fmt: skip
    ]
