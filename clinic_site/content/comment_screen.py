"""Comments on the review screen and beside the fields of the edit screen. All of it works without script, and what
somebody typed comes back with them: nothing is lost when a comment is refused, or because one was sent."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _

from clinic_site.content import comments, compare, desk, editing, kept, live, run
from clinic_site.content.comments import Comment
from clinic_site.content.fields import label_of
from clinic_site.content.refused import NotAllowed, Refused
from clinic_site.content.review_forms import SAY
from clinic_site.content.screens import admin_url, page_or_404

CARRIED = "typed-comments"
SAID, ANSWERED, SETTLED = "say", "answer", "settle"


@dataclass(frozen=True)
class Thread:
    """A comment with what is typed below it and not sent."""

    comment: Comment
    label: str
    typed: str

    @property
    def is_open(self) -> bool:
        return self.comment.settled_at is None


@dataclass(frozen=True)
class Panel:
    """The comments of a page. `here` is the screen they stand on, `fault` why the last one was refused. They are read
    when a screen shows them: a decision that is taken shows none."""

    url: str
    here: str
    fields: list[tuple[str, str]]
    comments: QuerySet
    typed: QueryDict
    fault: str
    fault_at: str

    @cached_property
    def threads(self) -> list[Thread]:
        labels = dict(self.fields)
        return [
            Thread(one, labels.get(one.field, one.field), self.typed.get(f"{SAY}{one.pk}", "")) for one in self.comments
        ]

    def on(self, names) -> list[Thread]:
        return [thread for thread in self.threads if thread.comment.field in names]

    @property
    def open(self) -> list[Thread]:
        return [thread for thread in self.threads if thread.is_open]

    @property
    def settled(self) -> list[Thread]:
        return [thread for thread in self.threads if not thread.is_open]

    @property
    def other(self) -> str:
        """What is typed in the box for any field."""
        return self.typed.get(f"{SAY}other", "")

    @property
    def other_field(self) -> str:
        return self.typed.get(f"{SAY}field", "")

    def typed_on(self, name: str) -> str:
        return self.typed.get(f"{SAY}{name}", "")


def panel(admin, request, page, here: str) -> Panel:
    """`here` is "approve" or "change". What was carried over from the last request is given back once."""
    typed, fault, fault_at = given_back(request, page, here)
    if request.method == "POST":
        typed = request.POST
    fields = [(name, label_of(page, name)) for name in admin.wording]
    return Panel(admin_url(page, "comment"), here, fields, comments.on(page), typed, fault, fault_at)


def given_back(request, page, here: str) -> tuple[QueryDict, str, str]:
    carried = request.session.get(CARRIED)
    if request.method != "GET" or not carried or carried["page"] != [page.number_id, here]:
        return QueryDict(), "", ""
    del request.session[CARRIED]
    return QueryDict(carried["typed"]), carried["fault"], carried["fault_at"]


def comment(admin, request, object_id) -> HttpResponseRedirect:
    """Takes what one button of the panel says, and goes back to the screen it stood on."""
    page = page_or_404(admin, request, object_id)
    here = "approve" if request.POST.get("here") == "approve" else "change"
    verb, _colon, key = request.POST.get("comment", "").partition(":")
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    fault, at = "", f"{SAY}{key}"
    try:
        at = acted(request, page, verb, key)
        typed.pop(f"{SAY}{key}", None)
    except NotAllowed as refused:
        raise PermissionDenied(str(refused)) from refused
    except Refused as refused:
        fault = str(refused)
    screen, left = admin_url(page, here), run.left_for_later(request)
    if here == "approve" and left is not None:
        screen += run.carried(left)
    if here == "change":
        screen += keep_desk(admin, request, page)
        typed = said_only(typed)
    request.session[CARRIED] = {
        "page": [page.number_id, here], "typed": typed.urlencode(), "fault": fault, "fault_at": at if fault else "",
    }  # fmt: skip
    return HttpResponseRedirect(f"{screen}#{'comment_fault' if fault else at}")


def acted(request, page, verb: str, key: str) -> str:
    """Does it, and answers where on the screen it can be seen."""
    if verb == SAID:
        field = request.POST.get(f"{SAY}field", "") if key == "other" else key
        said = comments.say(page, by=request.user, field=field, text=request.POST.get(f"{SAY}{key}", ""))
        messages.success(request, _("Your comment is there. It holds approval back until somebody settles it."))
        return f"comment-{said.pk}"
    thread = comments.on(page).filter(pk=int(key)).first() if key.isdecimal() and len(key) < 12 else None
    if thread is None:
        raise Refused(_("This comment is not there. Reload the page."))
    if verb == ANSWERED:
        text = request.POST.get(f"{SAY}{key}", "")
        comments.say(page, by=request.user, field=thread.field, text=text, answers=thread)
        messages.success(request, _("Your answer is there."))
    elif verb == SETTLED:
        comments.settle(thread, by=request.user, page=page)
        messages.success(request, _("Settled. It stays in the history of the page."))
    else:
        raise Refused(_("Choose what to do with the comment."))
    return f"comment-{thread.pk}"


def said_only(typed: QueryDict) -> QueryDict:
    found = QueryDict(mutable=True)
    for name in typed:
        if is_said(name):
            found.setlist(name, typed.getlist(name))
    return found


def keep_desk(admin, request, page) -> str:
    """The fields around the comments hold text that may not be saved yet: it is kept, and opened again."""
    base = request.POST.get("base_edit", "")
    if not admin.has_change_permission(request, page) or not base.isdecimal() or len(base) > 8:
        return ""
    form = admin.get_form(request, page)(request.POST, instance=admin.get_object(request, str(page.pk)))
    typed = live.typed_page(page, form, admin.wording, request.POST)
    if all(words_of(typed, name) == words_of(page, name) for name in admin.wording) and not set(desk.PAGE_FIELDS) & set(
        form.changed_data
    ):
        return ""
    left_out = (*editing.NOT_TEXT, "comment", "here")
    fields = {name: texts for name, texts in request.POST.lists() if name not in left_out and not is_said(name)}
    kept.keep(by=request.user, kind=admin.model.kind, number=page.number_id, base_edit=int(base), fields=fields)
    return "?kept"


def words_of(page, name: str) -> str:
    """A browser's line ends and the empty line at the end of a text are nobody's words."""
    return compare.as_text(getattr(page, name)).replace("\r\n", "\n").strip()


def is_said(name: str) -> bool:
    return name.startswith(SAY)
