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
    ]
