from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Generation",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("number", models.PositiveBigIntegerField(default=1)),
                ("emptied", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "default_permissions": (),
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="generation_is_one_row")],
            },
        ),
        migrations.CreateModel(
            name="Tick",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("holder", models.CharField(blank=True, max_length=80)),
                ("held_until", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("moved_on", models.DateField(null=True)),
            ],
            options={
                "default_permissions": (),
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="tick_is_one_row")],
            },
        ),
        migrations.CreateModel(
            name="TickJob",
            fields=[
                ("name", models.CharField(max_length=120, primary_key=True, serialize=False, verbose_name="job")),
                ("last_ok_at", models.DateTimeField(null=True)),
                ("failed_at", models.DateTimeField(null=True)),
                ("last_error", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["name"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Backup",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("name", models.CharField(blank=True, max_length=80)),
                ("kept_at", models.DateTimeField(null=True)),
                ("mark", models.CharField(blank=True, max_length=64)),
                ("lesser_mark", models.CharField(blank=True, max_length=64)),
                ("seconds", models.FloatField(default=0)),
                ("ended_at", models.DateTimeField(null=True)),
                ("missing", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField(null=True)),
                ("failed_at", models.DateTimeField(null=True)),
                ("error", models.TextField(blank=True)),
                ("owed_since", models.DateTimeField(null=True)),
                ("copy_failed_at", models.DateTimeField(null=True)),
                ("copy_error", models.TextField(blank=True)),
            ],
            options={
                "default_permissions": (),
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="backup_is_one_row")],
            },
        ),
    ]
