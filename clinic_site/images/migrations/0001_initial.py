import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Image",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        max_length=80,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+(-[a-z0-9]+)*\\Z",
                                "Use small letters, digits and single hyphens, such as waiting-room.",
                            )
                        ],
                        verbose_name="name in the text",
                    ),
                ),
                (
                    "alt_choice",
                    models.CharField(
                        blank=True,
                        choices=[("informative", "It gives information"), ("decoration", "It is decoration only")],
                        help_text="Would a reader who cannot see it miss something? Then it gives information.",
                        max_length=11,
                        verbose_name="what the picture is for",
                    ),
                ),
                (
                    "alt",
                    models.CharField(
                        blank=True,
                        help_text="Read aloud to people who cannot see it. One short sentence, at most 125 characters.",
                        max_length=125,
                        verbose_name="what the picture shows",
                    ),
                ),
                (
                    "caption",
                    models.CharField(
                        blank=True,
                        help_text="Printed below the picture. Say what the reader can learn from it. You can leave this empty.",
                        max_length=300,
                        verbose_name="caption",
                    ),
                ),
                (
                    "credit",
                    models.CharField(
                        blank=True,
                        help_text="Who made the picture, and the licence if there is one. You can leave this empty.",
                        max_length=200,
                        verbose_name="credit",
                    ),
                ),
                (
                    "shows_needle",
                    models.BooleanField(
                        default=False,
                        help_text="Tick this and readers see the picture only when they ask for it.",
                        verbose_name="shows a needle",
                    ),
                ),
                (
                    "focal_x",
                    models.PositiveSmallIntegerField(
                        default=50,
                        help_text="In per cent from the left edge: 0 is the left edge, 50 the middle, 100 the right edge.",
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="what matters most, across",
                    ),
                ),
                (
                    "focal_y",
                    models.PositiveSmallIntegerField(
                        default=50,
                        help_text="In per cent from the top edge: 0 is the top edge, 50 the middle, 100 the bottom edge.",
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="what matters most, down",
                    ),
                ),
                (
                    "focal_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="point chosen"),
                ),
                ("width", models.PositiveIntegerField(editable=False, verbose_name="width in pixels")),
                ("height", models.PositiveIntegerField(editable=False, verbose_name="height in pixels")),
                ("digest", models.CharField(db_index=True, editable=False, max_length=64)),
                ("renditions", models.JSONField(editable=False)),
                ("square", models.CharField(blank=True, db_index=True, editable=False, max_length=80)),
                (
                    "uploaded_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="uploaded"),
                ),
                (
                    "released_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="public since"),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="uploaded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "picture",
                "verbose_name_plural": "pictures",
                "ordering": ["-uploaded_at", "-id"],
                "default_permissions": ("add", "change", "view"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("alt_choice__in", ["", "informative", "decoration"])),
                        name="image_alt_choice_is_known",
                        violation_error_message="Choose whether the picture gives information or is decoration only.",
                    ),
                    models.CheckConstraint(
                        condition=~models.Q(alt_choice="informative") | ~models.Q(alt=""),
                        name="image_informative_has_alt",
                        violation_error_message="Say what the picture shows, or choose that it is decoration only.",
                    ),
                    models.CheckConstraint(
                        condition=~models.Q(alt_choice="decoration") | models.Q(alt=""),
                        name="image_decoration_has_no_alt",
                        violation_error_message="A decoration is not read aloud: take the words away, or choose otherwise.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("focal_x__lte", 100), ("focal_y__lte", 100)),
                        name="image_focal_point_is_inside",
                        violation_error_message="The point lies outside the picture. Give numbers from 0 to 100.",
                    ),
                ],
            },
        ),
    ]
