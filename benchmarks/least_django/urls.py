"""Django's own editor for a note, and a page that shows one."""

from django.contrib import admin
from django.shortcuts import get_object_or_404, render
from django.urls import path

from benchmarks.least_django.models import Note

admin.site.register(Note)


def note(request, place):
    return render(request, "note.html", {"note": get_object_or_404(Note, pk=place)})


urlpatterns = [path("admin/", admin.site.urls), path("<int:place>/", note)]
