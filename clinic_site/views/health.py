"""For programs that watch the site. Nothing here is about a reader, and no cache may keep it."""

from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from clinic_site.generation import tick

NOT_KEPT = {"Cache-Control": "no-store"}


@require_safe
def alive(request) -> HttpResponse:
    """Whether the process answers. It asks nothing, not even the database."""
    return HttpResponse("ok", content_type="text/plain", headers=NOT_KEPT)


@require_safe
def ready(request) -> JsonResponse:
    """Whether the database answers and has every migration: 200, or 503 with what is wrong. A tick that is late is
    told, but readers can be served without it."""
    try:
        waiting = migrations() - set(MigrationRecorder(connection).applied_migrations())
        state = {"ready": not waiting, "database": "answers", "migrations": f"{len(waiting)} waiting"}
        state |= {} if waiting else last_tick()
    except DatabaseError:
        return JsonResponse({"ready": False, "database": "does not answer"}, status=503, headers=NOT_KEPT)
    return JsonResponse(state, status=503 if waiting else 200, headers=NOT_KEPT)


@cache
def migrations() -> frozenset[tuple[str, str]]:
    """Those of the program. Reading them takes longer than a page, and they change only with the program."""
    return frozenset(MigrationLoader(None).graph.nodes)


def last_tick() -> dict:
    """`tick_age` in seconds, null when there was none yet."""
    age = tick.age()
    return {"tick_age": None if age is None else int(age.total_seconds()), "tick_is_late": tick.is_late()}
