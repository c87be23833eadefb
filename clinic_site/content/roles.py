"""Who may do what. One person may hold several roles; the two-person rule is about the same text, not about roles."""

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from clinic_site.content.registry import page_types

WRITE = ("view", "add", "change", "submit", "ask", "assign")
READ = ("view",)
ANSWER = ("view", "settle")
CHECK = ("view", "return", "approve", "confirm", "ask", "assign")
RELEASE = ("view", "publish", "withdraw", "move", "undo", "recut", "schedule", "merge", "recall")

NOUNS = ("page", "handout", "library", "topic", "profile", "feedback", "vocabulary", "red flag")
ROLES: dict[str, dict[str, tuple[str, ...]]] = {
    "owner": {"*": ("*",)},
    "editor": {
        "page": WRITE,
        "library": ("view", "add", "change"),
        "topic": ("view", "add", "change"),
        "feedback": ANSWER,
        "vocabulary": ("view", "add", "change", "delete"),
        "red flag": READ,
    },
    "reviewer": {
        "page": CHECK,
        "library": READ,
        "topic": ("view", "second"),
        "profile": ("view", "second"),
        "feedback": ANSWER,
        "vocabulary": READ,
        "red flag": ("view", "add", "change"),
    },
    "publisher": {
        "page": RELEASE,
        "library": READ,
        "topic": ("view", "second"),
        "profile": ("view", "second"),
        "feedback": ANSWER,
        "vocabulary": READ,
        "red flag": READ,
    },
    "clinician": {"page": READ, "handout": WRITE, "library": READ, "topic": READ, "vocabulary": READ, "red flag": READ},
}


def models_of(noun: str) -> list[tuple[str, str]]:
    if noun == "page":
        return [(model._meta.app_label, model._meta.model_name) for model in page_types()]
    if noun == "library":
        return [
            ("references", "reference"),
            ("images", "image"),
            ("glossary", "term"),
            ("claims", "pack"),
            ("claims", "rule"),
        ]
    return {
        "handout": [("handouts", "handout")],
        "topic": [("content", "topic")],
        "profile": [("profile", "profile")],
        "feedback": [("feedback", "feedback")],
        "vocabulary": [("search", "synonym"), ("search", "bestanswer")],
        "red flag": [("search", "redflag")],
    }[noun]


def permissions_of(role: str) -> list[Permission]:
    if "*" in ROLES[role]:
        labels = {label for noun in NOUNS for label, _name in models_of(noun)}
        return list(Permission.objects.filter(content_type__app_label__in={*labels, "accounts"}))
    wanted = Q(pk__in=[])
    for noun, verbs in ROLES[role].items():
        for label, name in models_of(noun):
            wanted |= Q(content_type__app_label=label, codename__in=[f"{verb}_{name}" for verb in verbs])
    if role != "clinician":
        wanted |= Q(content_type__app_label="content", codename="view_event")
    for label, name in models_of("page"):
        wanted |= Q(content_type__app_label=label, codename=f"view_{name}revision")
    return list(Permission.objects.filter(wanted))


def sync_roles() -> None:
    """Makes the groups hold exactly these permissions."""
    for role in ROLES:
        group, _is_new = Group.objects.get_or_create(name=role)
        group.permissions.set(permissions_of(role))
