"""The addresses of DESIGN.md that lead to this app, and nothing of the pages around it."""

from django.contrib import admin
from django.http import HttpResponse
from django.urls import path

from clinic_site.images import views

urlpatterns = [
    path("admin/markdown/upload/", views.upload),
    path("admin/", admin.site.urls),
    path("media/pictures/<str:name>", views.picture),
]


def handler403(request, exception=None, reason=None):
    return HttpResponse(status=403)


def handler404(request, exception=None):
    return HttpResponse(status=404)
