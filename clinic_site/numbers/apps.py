from django.apps import AppConfig


class NumbersConfig(AppConfig):
    name = "clinic_site.numbers"
