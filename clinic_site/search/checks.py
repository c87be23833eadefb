"""What must hold before the search may be trusted: its full-text index is there and follows the rows."""

from django.core.checks import Error, Tags, register
from django.db import connections

from clinic_site.search import full_text


@register(Tags.database)
def pages_are_found(app_configs, databases=None, **kwargs):
    return [
        Error(
            f"{name} is missing: searches would fail or find nothing new.",
            hint="Repeat the FullText operation of the search's migration, then run manage.py rebuild_search.",
            id="search.E001",
        )
        for alias in databases or []
        if full_text.TABLE in connections[alias].introspection.table_names()
        for name in full_text.missing(connections[alias])
    ]
