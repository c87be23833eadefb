"""Changes of how somebody signs in: a line of the record, and a letter to the person, who may not have done it."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic_site.accounts.models import User
from clinic_site.content.event import Event, Verb, record
from clinic_site.letters.models import write


def tell(person: User, *, by: User, note: str) -> Event:
    """Raises NotFresh like every verb that changes what somebody may do."""
    event = record(Verb.ACCOUNT, by=by, note=f"{person.name}: {note}", person=person.pk)
    text = _(
        "%(note)s This was done on %(day)s by %(who)s.\n\nIf you did not do this, and don't know why it was done, tell "
        "an owner of the site at once."
    )
    day = date_format(timezone.localtime(event.at), "j F Y, H:i")
    words = {"note": note, "day": day, "who": by.name}
    write(person, about=f"account {event.sequence}", subject=_("How you sign in has changed"), text=text % words)
    return event
