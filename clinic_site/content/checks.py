"""What must hold before the site may serve anybody: a disclaimer provider, and every trigger in its place."""

from django.apps import apps
from django.core.checks import Error, Tags, register
from django.db import connections

from clinic_site import freezing
from clinic_site.content import compose
from clinic_site.content.facts import disclaimer_types
from clinic_site.content.revision import Revision


def frozen_tables() -> dict[str, freezing.Frozen]:
    """Every table that keeps signed or dated rows, with what it asks the database to refuse."""
    tables = {}
    for model in apps.get_models():
        asks = model.frozen() if issubclass(model, Revision) else getattr(model, "frozen", None)
        if isinstance(asks, freezing.Frozen):
            tables[model._meta.db_table] = asks
    return tables


@register(Tags.compatibility)
def disclaimers_have_a_provider(app_configs, **kwargs):
    if compose.has_part("disclaimers") and disclaimer_types():
        return []
    return [
        Error(
            "No app brings disclaimers, so no page could be published or shown with the texts it requires.",
            hint="Put clinic_site.disclaimers back into INSTALLED_APPS.",
            id="content.E001",
        )
    ]


@register(Tags.database)
def signed_rows_are_frozen(app_configs, databases=None, **kwargs):
    found = []
    for alias in databases or []:
        connection = connections[alias]
        present = set(connection.introspection.table_names())
        for table, asks in frozen_tables().items():
            found += [
                Error(
                    f"The trigger {name} is missing or guards other columns: signed rows of {table} could be changed.",
                    hint="Repeat the Freeze operation of its newest migration (Django's table rebuild drops triggers).",
                    id="content.E002",
                )
                for name in (freezing.missing(connection, table, asks) if table in present else [])
            ]
    return found
