from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse


def alive(request) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


def ready(request) -> JsonResponse:
    """Whether the database answers and has every migration: 200, or 503 with what is wrong."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"ready": False, "database": "does not answer"}, status=503)
    state = {"ready": not waiting, "database": "answers", "migrations": f"{len(waiting)} waiting"}
    return JsonResponse(state, status=503 if waiting else 200)
