"""Makes the tables, an editor and so many notes: fill.py NOTES, with the text of each on standard input."""

import sys

import django

django.setup()

from django.contrib.auth.models import Permission, User  # noqa: E402
from django.core.management import call_command  # noqa: E402

from benchmarks.least_django.models import Note  # noqa: E402

call_command("migrate", run_syncdb=True, verbosity=0)
editor = User.objects.create_user("editor", is_staff=True)
editor.user_permissions.set(Permission.objects.filter(content_type__app_label="least_django"))
body = sys.stdin.read()
Note.objects.bulk_create(Note(title=f"Note {place}", body=body) for place in range(1, int(sys.argv[1]) + 1))
