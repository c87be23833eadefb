import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("numbers", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Redirect",
            fields=[
                ("path", models.CharField(max_length=255, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "number",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="old_addresses", to="numbers.number"
                    ),
                ),
            ],
            options={
                "default_permissions": ("view",),
            },
        ),
    ]
