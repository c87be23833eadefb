import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from clinic_site.freezing import Freeze


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("numbers", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_on", models.DateField()),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("60", "due in 60 days"),
                            ("30", "due in 30 days"),
                            ("7", "due in 7 days"),
                            ("overdue", "overdue"),
                            ("still-overdue", "overdue for two weeks"),
                            ("withdrawn", "withdrawn by the rule of the profile"),
                            ("not-withdrawn", "could not be withdrawn"),
                        ],
                        max_length=13,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("note", models.TextField(blank=True)),
                (
                    "number",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="numbers.number"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("number", "due_on", "stage"), name="one_reminder_per_page_day_and_stage"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stage__in",
                                ["60", "30", "7", "overdue", "still-overdue", "withdrawn", "not-withdrawn"],
                            )
                        ),
                        name="reminder_known_stage",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first", models.PositiveIntegerField()),
                ("last", models.PositiveIntegerField()),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("sign", "It left out a sign that needs urgent help."),
                            ("who", "It did not say clearly who should ask first, or should not have this treatment."),
                            ("medicine", "What it said about a medicine was wrong."),
                            ("care", "What it told you to do before or after treatment was wrong."),
                            ("risk", "It made a risk sound smaller than it is."),
                            ("contact", "A phone number or an address on it was wrong."),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "do",
                    models.CharField(
                        choices=[
                            ("stop", "Please do not use the old copy any more. If you have questions, call {{phone}}."),
                            ("ask", "Please do not act on the old copy. Call {{phone}} first."),
                            ("today", "If you have done what it said, call {{phone}} today."),
                            ("urgent", "If you feel unwell now, call {{emergency_number}} first. Then call {{phone}}."),
                        ],
                        max_length=6,
                    ),
                ),
                ("title", models.TextField()),
                ("heading", models.TextField(blank=True)),
                ("stands_from", models.DateField()),
                ("stands_until", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("read_again_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("end_note", models.TextField(blank=True, max_length=500)),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "number",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="numbers.number"
                    ),
                ),
                (
                    "read_again_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last__gte", models.F("first"))), name="recall_last_not_before_first"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stands_until__gt", models.F("stands_from"))),
                        name="recall_ends_after_it_began",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("what__in", ["sign", "who", "medicine", "care", "risk", "contact"])),
                        name="recall_known_fault",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("do__in", ["stop", "ask", "today", "urgent"])), name="recall_known_advice"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("read_again_at__isnull", False), ("read_again_by__isnull", False)),
                            models.Q(("read_again_at__isnull", True), ("read_again_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="recall_read_again_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="recall_ended_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("read_again_by__isnull", True),
                            models.Q(("read_again_by", models.F("made_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="recall_second_reader_is_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end_note", ""), ("ended_at__isnull", True)),
                            models.Q(("ended_at__isnull", False), models.Q(("end_note", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="recall_end_says_why",
                    ),
                ],
            },
        ),
        Freeze(
            "recall",
            never=(
                "number_id",
                "first",
                "last",
                "what",
                "do",
                "title",
                "heading",
                "stands_from",
                "stands_until",
                "made_by_id",
                "made_at",
            ),
            once=("read_again_by_id", "read_again_at", "ended_by_id", "ended_at"),
            after=(("ended_at", ("end_note",)),),
        ),
    ]
