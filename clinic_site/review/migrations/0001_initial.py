import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("numbers", "0001_initial"),
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
    ]
