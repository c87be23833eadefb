from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "clinic_site.operations"

    def ready(self):
        from clinic_site.generation.models import after_move
        from clinic_site.operations import closed_pages, emptying

        after_move(closed_pages.write)
        after_move(emptying.empty_soon)
