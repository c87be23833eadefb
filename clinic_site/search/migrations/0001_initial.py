from django.db import migrations, models

from clinic_site.search.full_text import FullText


class Migration(migrations.Migration):
    initial = True

    dependencies = []

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
    ]
