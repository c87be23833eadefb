import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("numbers", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Feedback",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(null=True)),
                ("day", models.DateField(default=django.utils.timezone.localdate, verbose_name="day")),
                ("helpful", models.BooleanField(verbose_name="helpful")),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hard", "It is hard to understand"),
                            ("missing", "My question is not here"),
                            ("wrong", "I think something is wrong"),
                            ("picture", "A picture upset me"),
                            ("use", "It is hard to see or use"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                        verbose_name="reason",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="words")),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "number",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedback",
                        to="numbers.number",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "answer from a reader",
                "verbose_name_plural": "answers from readers",
                "ordering": ["-id"],
                "default_permissions": ("view", "settle"),
                "indexes": [
                    models.Index(fields=["number", "-id"], name="feedback_by_page"),
                    models.Index(
                        condition=models.Q(("settled_at__isnull", True)), fields=["reason"], name="feedback_to_settle"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at__isnull", True), ("settled_by__isnull", True)),
                            models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="feedback_settled_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reason", ""),
                            models.Q(
                                ("helpful", False),
                                ("reason__in", ["hard", "missing", "wrong", "picture", "use", "other"]),
                            ),
                            _connector="OR",
                        ),
                        name="feedback_known_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number__isnull", True), ("revision__isnull", True)),
                            models.Q(("number__isnull", False), ("revision__isnull", False)),
                            _connector="OR",
                        ),
                        name="feedback_page_and_revision",
                    ),
                ],
            },
        ),
    ]
