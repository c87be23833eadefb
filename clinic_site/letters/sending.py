"""Sends the letters that wait, by Django's e-mail settings. A letter is claimed before it is tried, so that nobody is
sent it twice, and every try counts, also one that the process did not survive."""

import time
from smtplib import SMTPServerDisconnected
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from clinic_site.accounts.links import link, state_of
from clinic_site.letters.models import LASTS, WAITS, Ended, Letter, one_line

# Of one run; the rest goes with the next one, so that a slow server holds nothing else back.
SECONDS = 60
# A server that went away would refuse the other letters too; they keep their tries for later.
GONE = (ConnectionError, TimeoutError, SMTPServerDisconnected)


def send_waiting() -> int:
    """How many were sent; none on a site that has no e-mail server yet, where they wait for one until they are too old.
    Raises what kept the server from being reached, after counting the tries."""
    end_what_is_over()
    if settings.LETTERS_WAIT:
        return 0
    letters = list(Letter.objects.due().select_related("to"))
    if not letters:
        return 0
    server = get_connection()
    try:
        server.open()
    except (OSError, ValueError) as fault:
        for letter in letters:
            if claim(letter):
                keep_error(letter, fault)
        raise
    try:
        return sent(letters, server)
    finally:
        server.close()


def sent(letters: list[Letter], server) -> int:
    count, until = 0, time.monotonic() + SECONDS
    for letter in letters:
        if time.monotonic() > until:
            break
        if has_no_link(letter):
            Letter.objects.filter(pk=letter.pk).update(ended=Ended.NO_LINK)
        elif claim(letter):
            count += send(letter, server)
    return count


def end_what_is_over() -> None:
    """Also where no server is set. Looked for first: a tick that has nothing to do keeps no writer waiting."""
    of_who_left = Letter.objects.open().filter(to__is_active=False)
    for why, letters in ((Ended.LEFT, of_who_left), (Ended.LATE, Letter.objects.over())):
        if letters.exists():
            letters.update(ended=why)


def has_no_link(letter: Letter) -> bool:
    """The link would be a second one for who got in by another, or go to an address it was not asked for."""
    if not letter.link_for:
        return False
    letter.to.refresh_from_db()
    return not constant_time_compare(letter.link_for, state_of(letter.to))


def claim(letter: Letter) -> bool:
    """Counts a try. False when somebody else has begun it."""
    wait = WAITS[min(letter.tries, len(WAITS) - 1)]
    unchanged = Letter.objects.filter(pk=letter.pk, tries=letter.tries, sent_at__isnull=True, ended="")
    return bool(unchanged.update(tries=F("tries") + 1, next_try_at=timezone.now() + wait))


def send(letter: Letter, server) -> bool:
    try:
        taken = server.send_messages([message(letter, server)])
    except (OSError, ValueError) as fault:
        keep_error(letter, fault)
        if isinstance(fault, GONE):
            raise
        return False
    if not taken:
        keep_error(letter, ValueError(_("This person has no e-mail address.")))
        return False
    Letter.objects.filter(pk=letter.pk).update(sent_at=timezone.now(), last_error="")
    return True


def keep_error(letter: Letter, fault: Exception) -> None:
    Letter.objects.filter(pk=letter.pk).update(last_error=f"{type(fault).__name__}: {fault}"[:1000])


def message(letter: Letter, server) -> EmailMessage:
    """The same Message-ID at every try, so that a letter that came twice is seen as one."""
    host = urlsplit(settings.SITE_ADDRESS).hostname
    headers = {"Auto-Submitted": "auto-generated", "Message-ID": f"<letter-{letter.pk}@{host}>"}
    why = _("You get this because you work on the patient guide. Nobody reads answers to this address.")
    told = [letter.text.strip(), settings.SITE_ADDRESS + link(letter.to)] if letter.link_for else [letter.text.strip()]
    text = "\n\n".join(told) + f"\n\n-- \n{why}\n{settings.SITE_ADDRESS}/admin/\n"
    to = [letter.address or letter.to.email]
    return EmailMessage(one_line(letter.subject), text, to=to, headers=headers, connection=server)


def send_again(letters: QuerySet) -> int:
    """Begins anew with those that were given up, once the e-mail server works. Answers how many; never one that is too
    old."""
    now = timezone.now()
    return letters.given_up().filter(made_at__gte=now - LASTS).update(tries=0, next_try_at=now)
