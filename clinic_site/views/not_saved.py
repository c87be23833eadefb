"""What staff typed, when the database or the disk did not take it: given back, with a button that sends it again."""

import errno

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def is_for(request, fault: BaseException | None) -> bool:
    """A password is never put into a page again, so whoever signs in types it again."""
    posted = getattr(request, "_post", None)  # asking for it now could fail as well
    if request.method != "POST" or not request.path.startswith("/admin/") or not posted:
        return False
    could_be_taken_later = isinstance(fault, (OperationalError, InterfaceError)) or is_full(fault)
    return could_be_taken_later and not any("password" in name for name in posted)


def is_full(fault: BaseException | None) -> bool:
    return isinstance(fault, OSError) and fault.errno in FULL


def page(request) -> HttpResponse:
    """Asks nothing of the database."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    context = {"fields": fields, "address": request.get_full_path(), "had_files": bool(request.FILES)}
    response = render(None, "not_saved.html", context, status=503)
    response["Cache-Control"] = "no-store"
    return response
