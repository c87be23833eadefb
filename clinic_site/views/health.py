from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse

from clinic_site.generation import tick


def alive(request) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


def ready(request) -> JsonResponse:
    """Whether the database answers and has every migration: 200, or 503 with what is wrong. A tick that is late is
    told, but readers can be served without it."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        state = {"ready": not waiting, "database": "answers", "migrations": f"{len(waiting)} waiting"}
        state |= {} if waiting else last_tick()
    except DatabaseError:
        return JsonResponse({"ready": False, "database": "does not answer"}, status=503)
    return JsonResponse(state, status=503 if waiting else 200)


def last_tick() -> dict:
    """`tick_age` in seconds, null when there was none yet."""
    age = tick.age()
    return {"tick_age": None if age is None else int(age.total_seconds()), "tick_is_late": tick.is_late()}
