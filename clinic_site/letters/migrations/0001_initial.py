import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.EmailField(blank=True, max_length=254)),
                ("about", models.CharField(max_length=120)),
                ("subject", models.CharField(max_length=200, verbose_name="subject")),
                ("text", models.TextField()),
                ("link_for", models.CharField(blank=True, max_length=64)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="written on")),
                ("sent_at", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("next_try_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("last_error", models.TextField(blank=True)),
                (
                    "ended",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("left", "this person has left"),
                            ("late", "it waited for more than 7 days"),
                            (
                                "no-link",
                                "this person has signed in or used another link meanwhile, or has another address",
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="to",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "verbose_name": "letter",
                "verbose_name_plural": "letters",
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("to", "about"), name="one_letter_per_person_and_matter")
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("sent_at__isnull", True)), fields=["next_try_at"], name="letter_to_send"
                    )
                ],
            },
        ),
    ]
