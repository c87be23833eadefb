from django.db import migrations, models

from clinic_site.freezing import Freeze


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Number",
            fields=[
                ("digits", models.CharField(max_length=5, primary_key=True, serialize=False)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        Freeze(
            "number",
            never=("digits",),
        ),  # fmt: skip
    ]
