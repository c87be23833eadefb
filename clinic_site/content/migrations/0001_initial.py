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
            name="OutsideLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.CharField(max_length=2000, unique=True, verbose_name="address")),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                ("answer", models.CharField(max_length=120, verbose_name="answer")),
                ("failing_since", models.DateTimeField(null=True, verbose_name="failing since")),
            ],
            options={
                "verbose_name": "outside link",
                "verbose_name_plural": "outside links",
                "ordering": ["-failing_since", "address"],
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="Opened",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("seen_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "number",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="numbers.number"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Tombstone",
            fields=[
                (
                    "number",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="tombstone",
                        serialize=False,
                        to="numbers.number",
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("slug", models.CharField(max_length=80)),
                ("heading", models.CharField(max_length=300)),
                (
                    "withdrawal",
                    models.CharField(
                        choices=[
                            ("not-checked", "We had not checked it in time."),
                            ("out-of-date", "The information on it was out of date."),
                            ("mistake", "It contained a mistake."),
                            ("replaced", "A newer page has taken its place."),
                            ("not-offered", "We no longer offer what it was about."),
                            ("not-needed", "Few people read it, so we no longer keep it up to date."),
                        ],
                        max_length=12,
                    ),
                ),
                ("withdrawn_at", models.DateTimeField()),
                ("successor", models.CharField(blank=True, max_length=5)),
                ("read_instead", models.JSONField(default=list)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="address")),
                (
                    "number",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="numbers.number",
                    ),
                ),
            ],
            options={
                "verbose_name": "topic",
                "verbose_name_plural": "topics",
                "ordering": ["slug"],
                "default_permissions": ("add", "change", "view", "second"),
            },
        ),
        migrations.CreateModel(
            name="TopicSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("searched_on", models.DateField()),
                ("where", models.CharField(max_length=300)),
                ("found", models.CharField(blank=True, max_length=300)),
                ("in_force_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="searches", to="content.topic"
                    ),
                ),
            ],
            options={
                "ordering": ["-searched_on", "-id"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(null=True)),
                ("field", models.CharField(max_length=40)),
                ("excerpt", models.CharField(blank=True, max_length=200)),
                ("text", models.TextField(max_length=1000)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "answers",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="thread",
                        to="content.comment",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "number",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="numbers.number"
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
                "ordering": ["at", "id"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["number", "settled_at"], name="comment_by_page")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at__isnull", True), ("settled_by__isnull", True)),
                            models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="comment_settled_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answers", models.F("id")), _negated=True), name="comment_answers_another"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeskEdit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("edit", models.PositiveIntegerField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("authors", models.JSONField(default=list)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "number",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="desk_edits", to="numbers.number"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [models.UniqueConstraint(fields=("number", "edit"), name="one_desk_edit_per_number")],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("sequence", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("revision", models.PositiveIntegerField(null=True)),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("submit", "sent for a check"),
                            ("return", "asked for changes"),
                            ("approve", "approved"),
                            ("publish", "published"),
                            ("withdraw", "withdrew"),
                            ("confirm", "confirmed: nothing to change"),
                            ("move", "moved to a new address"),
                            ("undo", "undid"),
                            ("recut", "rendered again"),
                            ("discard", "discarded a draft that was never sent"),
                            ("schedule", "chose a time for it"),
                            ("unschedule", "took the time away"),
                            ("merge", "merged it into another page"),
                            ("ask", "asked a reviewer"),
                            ("comment", "commented"),
                            ("resolve", "settled a comment"),
                            ("assign", "changed who looks after it, or by when"),
                            ("review", "asked for a check before its time"),
                            ("evidence", "said how a source stands"),
                            ("searched", "searched for new studies"),
                            ("topic", "changed a topic"),
                            ("recall", "recalled it"),
                            ("read-again", "read a recall again and signed it"),
                            ("end-recall", "ended a recall"),
                            ("sign-in", "signed in"),
                            ("roles", "changed who may do what"),
                            ("account", "changed how somebody signs in"),
                            ("person", "changed what stands of a person"),
                        ],
                        max_length=10,
                    ),
                ),
                ("by_name", models.CharField(max_length=120)),
                ("by_role", models.CharField(blank=True, max_length=80)),
                ("at", models.DateTimeField()),
                ("note", models.TextField(blank=True)),
                ("data", models.JSONField(default=dict)),
                ("previous_digest", models.CharField(max_length=64, unique=True)),
                ("digest", models.CharField(max_length=64)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "number",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="numbers.number",
                    ),
                ),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "ordering": ["-sequence"],
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(fields=["number", "-sequence"], name="event_by_page"),
                    models.Index(fields=["verb", "number"], name="event_by_verb"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "verb__in",
                                [
                                    "submit",
                                    "return",
                                    "approve",
                                    "publish",
                                    "withdraw",
                                    "confirm",
                                    "move",
                                    "undo",
                                    "recut",
                                    "discard",
                                    "schedule",
                                    "unschedule",
                                    "merge",
                                    "ask",
                                    "comment",
                                    "resolve",
                                    "assign",
                                    "review",
                                    "evidence",
                                    "searched",
                                    "topic",
                                    "recall",
                                    "read-again",
                                    "end-recall",
                                    "sign-in",
                                    "roles",
                                    "account",
                                    "person",
                                ],
                            )
                        ),
                        name="event_known_verb",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Kept",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("base_edit", models.PositiveIntegerField(default=0)),
                ("fields", models.JSONField(default=dict)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "number",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="numbers.number"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number__isnull", False)), fields=("number", "by"), name="one_kept_a_page"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("number__isnull", True)), fields=("kind", "by"), name="one_kept_new_page"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Scheduled",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField()),
                ("act", models.CharField(choices=[("publish", "Publish"), ("withdraw", "Withdraw")], max_length=8)),
                ("due_at", models.DateTimeField()),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("data", models.JSONField(default=dict)),
                ("done_at", models.DateTimeField(null=True)),
                ("dropped_at", models.DateTimeField(null=True)),
                ("refused_at", models.DateTimeField(null=True)),
                ("refusal", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "number",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scheduled", to="numbers.number"
                    ),
                ),
            ],
            options={
                "ordering": ["due_at"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("done_at__isnull", True), ("dropped_at__isnull", True)),
                        fields=("number",),
                        name="one_open_schedule_per_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("done_at__isnull", True), ("dropped_at__isnull", True), _connector="OR"),
                        name="schedule_done_or_dropped",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("act__in", ["publish", "withdraw"])), name="schedule_known_act"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TopicText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("in_force_at", models.DateTimeField(editable=False, null=True)),
                ("alone", models.BooleanField(default=False, editable=False)),
                ("title", models.CharField(max_length=60, verbose_name="title")),
                (
                    "summary",
                    models.CharField(
                        help_text="One sentence: what the reader finds here.", max_length=160, verbose_name="summary"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("moment", "a moment (before, on the day, after …)"),
                            ("body area", "a part of the body"),
                            ("condition", "a condition or question"),
                        ],
                        default="moment",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=50, verbose_name="place in the list")),
                (
                    "made_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "second_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="texts",
                        to="content.topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "topic text",
                "verbose_name_plural": "topic texts",
                "abstract": False,
                "default_permissions": ("view", "change", "second"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("second_by__isnull", True),
                            models.Q(
                                ("in_force_at__isnull", False),
                                models.Q(("second_by", models.F("made_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="content_topictext_second_is_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("in_force_at__isnull", True),
                            ("second_by__isnull", False),
                            ("alone", True),
                            _connector="OR",
                        ),
                        name="content_topictext_force_needs_second",
                    ),
                ],
            },
        ),
        Freeze(
            "event",
            never=(
                "sequence",
                "number_id",
                "revision",
                "verb",
                "by_id",
                "by_name",
                "by_role",
                "at",
                "note",
                "data",
                "previous_digest",
                "digest",
            ),
        ),  # fmt: skip
        Freeze(
            "comment",
            never=(
                "number_id",
                "revision",
                "field",
                "excerpt",
                "text",
                "answers_id",
                "by_id",
                "at",
            ),
            once=(
                "settled_by_id",
                "settled_at",
            ),
        ),  # fmt: skip
        Freeze(
            "topictext",
            never=(
                "topic_id",
                "title",
                "summary",
                "kind",
                "position",
                "made_by_id",
                "made_at",
                "alone",
            ),
            once=(
                "in_force_at",
                "second_by_id",
            ),
        ),  # fmt: skip
        Freeze(
            "topicsearch",
            never=(
                "topic_id",
                "searched_on",
                "where",
                "found",
                "by_id",
                "in_force_at",
            ),
        ),  # fmt: skip
        Freeze(
            "deskedit",
            never=(
                "number_id",
                "edit",
                "by_id",
                "at",
                "authors",
            ),
        ),  # fmt: skip
        Freeze(
            "scheduled",
            never=(
                "number_id",
                "revision",
                "act",
                "due_at",
                "by_id",
                "made_at",
                "data",
            ),
            once=(
                "done_at",
                "dropped_at",
                "refused_at",
            ),
            after=(("refused_at", ("refusal",)),),
        ),  # fmt: skip
    ]
