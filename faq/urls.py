from django.urls import path, re_path

from faq import views

app_name = "faq"
urlpatterns = [
    path("", views.index, name="index"),
    re_path(r"^after/(?P<after>[0-9]{4,5})/$", views.index, name="after"),
    path("<slug:slug>/", views.question, name="question"),
]
