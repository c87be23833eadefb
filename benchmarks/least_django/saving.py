"""Runs inside the least site: saving.py TURNS. Prints the same as benchmarks/inside/saving.py, of a save alone."""

import json
import sys

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from benchmarks.inside.costs import Costs, press, sent  # noqa: E402
from benchmarks.least_django.models import Note  # noqa: E402


def main(turns: int) -> None:
    client, found = Client(), Costs()
    client.force_login(User.objects.get())
    note = Note.objects.earliest("pk")
    address = reverse("admin:least_django_note_change", args=[note.pk])
    for turn in range(1, turns + 3):
        fields = {"title": note.title, "body": f"{note.body}\n\nWords of turn {turn}.", "_continue": "1"}
        press(client, found, "save", address, sent(fields), count=turn == 2)
        if turn == 1:
            found.clear()  # what a process reads and compiles once
    print(json.dumps(found))


if __name__ == "__main__":
    main(int(sys.argv[1]))
