from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="CountedLog",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("counted_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("numbers", models.CharField(max_length=29)),
                ("count", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("day", "numbers"), name="one_opening_row_a_day")],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("number", models.CharField(max_length=5)),
                ("revision", models.PositiveIntegerField()),
                (
                    "counted_by",
                    models.CharField(
                        choices=[("site", "this site"), ("log", "a web server's log")], default="site", max_length=4
                    ),
                ),
                ("count", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("day", "number", "revision", "counted_by"), name="one_reading_row_a_day"
                    )
                ],
            },
        ),
    ]
