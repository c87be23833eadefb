"""Changes of how somebody signs in and of what stands of them: a line of the record each, and a letter to the person,
who may not have done it."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic_site.accounts.models import User
from clinic_site.content.event import Event, Verb, record
from clinic_site.letters.models import write

# In the order in which a line of the record tells them. Roles and "may sign in" have lines of their own.
DETAILS = ("email", "name", "role_as_printed", "registration")


def tell(person: User, *, by: User | None, note: str, former_address: str = "") -> Event:
    """Where the letters would go elsewhere from now on, one goes to the former address too: nobody else may notice.

    Raises NotFresh like every verb that changes what somebody may do."""
    event = record(Verb.ACCOUNT, by=by, note=f"{person.name or person.email}: {note}", person=person.pk)
    text = _(
        "%(note)s This was done on %(day)s by %(who)s.\n\nIf you did not do this, and don't know why it was done, tell "
        "an owner of the site at once."
    )
    day = date_format(timezone.localtime(event.at), "j F Y, H:i")
    told = {"note": note, "day": day, "who": by.name if by else _("whoever runs the site")}
    words = {"subject": _("How you sign in has changed"), "text": text % told}
    write(person, about=f"account {event.sequence}", **words)
    if former_address:
        write(person, about=f"account {event.sequence} formerly", address=former_address, **words)
    return event


def details_of(person: User) -> dict[str, str]:
    return {name: getattr(person, name) for name in DETAILS}


def details_changed(person: User, *, before: dict[str, str], by: User) -> None:
    """Records what stands of them now in place of what stood there, and tells them when it is the address they sign in
    with."""
    changed = {name: [before[name], new] for name, new in details_of(person).items() if new != before[name]}
    if not changed:
        return
    told = "; ".join(
        _("%(what)s: %(old)s → %(new)s") % {"what": label_of(name), "old": old or "–", "new": new or "–"}
        for name, (old, new) in changed.items()
    )
    note = f"{before['name'] or person.name}: {told}"
    record(Verb.PERSON, by=by, note=note, person=person.pk, changed=changed)
    if before["email"] != person.email and before["email"]:
        # Not the new one: the former address may be a stranger's.
        note = _("Your e-mail address, with which you sign in, was changed.")
        tell(person, by=by, note=note, former_address=before["email"])


def label_of(name: str) -> str:
    return str(User._meta.get_field(name).verbose_name)
