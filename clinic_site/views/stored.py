"""What this site keeps, table by table, why, and until when. The public page is made from this, and a test fails when a
table has no line here, so that nothing is kept that nobody decided to keep."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from clinic_site.accounts.devices import LASTS as DEVICES_LAST
from clinic_site.accounts.sessions import LASTS as SESSIONS_LAST
from clinic_site.content.kept import LASTS as DRAFTS_LAST
from clinic_site.counts.models import OPENINGS_LAST
from clinic_site.feedback.giving import WORDS_LAST
from clinic_site.handouts.laid_out import LASTS as SETS_LAST
from clinic_site.search.term_log import KEPT as WORDS_OF_SEARCH_LAST

FOR_GOOD = _("Kept for as long as there is this guide.")
UNTIL_CLOSED = _("Kept until somebody else opens the page.")


@dataclass(frozen=True)
class Stored:
    """`tables` as Django calls them."""

    tables: tuple[str, ...]
    what: Promise
    why: Promise
    until: Promise | str


def days(count: int) -> Promise:
    return ngettext_lazy("Deleted after %d day.", "Deleted after %d days.", count) % count


OF_READERS = (
    Stored(
        ("counts.Reading",),
        _("How many times each page was opened, for each day"),
        _("It shows us which pages people need. It does not say who opened them."),
        FOR_GOOD,
    ),
    Stored(
        ("counts.Opening",),
        _("Which pages were opened together, for each day"),
        _("It shows us which pages belong together."),
        days(OPENINGS_LAST.days),
    ),
    Stored(
        ("search.Term",),
        _("Words that people searched for, the day, and how many answers we had"),
        _("It shows us which answers are missing. We drop what looks personal."),
        days(WORDS_OF_SEARCH_LAST.days),
    ),
    Stored(
        ("search.SearchDay",),
        _("How many searches there were, for each day"),
        _("It shows us how much people use the search."),
        FOR_GOOD,
    ),
    Stored(
        ("feedback.Feedback",),
        _("What you answer about a page: yes or no, a reason, and your own words"),
        _("It tells us what to mend. We leave out what looks personal before we keep your words."),
        _("Your words are deleted after %(days)d days. Your yes or no stays, as a number.") % {"days": WORDS_LAST.days},
    ),
    Stored(
        ("handouts.LaidOut",),
        _("Which pages were put together on paper, and the day"),
        _("It tells our staff when a printed set has become old."),
        days(SETS_LAST.days),
    ),
)

OF_STAFF = (
    Stored(
        ("accounts.User", "accounts.User_groups", "accounts.User_user_permissions"),
        _("Name, e-mail address, role and password (scrambled) of each member of staff"),
        _("They sign in with it. What they signed stays signed by them."),
        FOR_GOOD,
    ),
    Stored(
        ("accounts.StaffSession",),
        _("That a member of staff is signed in"),
        _("It keeps them signed in."),
        _("Deleted after %d hours.") % (SESSIONS_LAST // 3_600),
    ),
    Stored(
        ("accounts.Device",),
        _("Which browsers a member of staff has signed in from, and when"),
        _("Somebody who guesses at their password does not lock them out."),
        days(DEVICES_LAST.days),
    ),
    Stored(
        ("accounts.Tries",),
        _("When somebody tried to sign in, under a scrambled name"),
        _("It slows down people who guess at passwords."),
        _("Deleted after a quarter of an hour."),
    ),
    Stored(
        ("mfa.Authenticator", "account.EmailAddress", "account.EmailConfirmation"),
        _("The passkey, app or recovery codes of a member of staff, scrambled"),
        _("A stolen password alone opens nothing."),
        _("Kept until they take it away or lose their account."),
    ),
    Stored(
        ("content.Event", "admin.LogEntry"),
        _("Which member of staff did what to a page, and when"),
        _("You and others can find out who checked a page."),
        FOR_GOOD,
    ),
    Stored(
        ("content.Kept",),
        _("What a member of staff typed and has not saved"),
        _("It is not lost when something breaks."),
        days(DRAFTS_LAST.days),
    ),
    Stored(
        ("content.Opened",),
        _("Which member of staff has a page open for writing"),
        _("Two people do not change the same page at once."),
        UNTIL_CLOSED,
    ),
    Stored(
        ("content.Comment", "content.DeskEdit", "search.Ignored", "handouts.NotNow", "review.Reminder", "desk.Told"),
        _("What staff tell each other about a page, and what they put aside"),
        _("They work on the same pages."),
        FOR_GOOD,
    ),
    Stored(
        ("letters.Letter",),
        _("Letters that the site sends to staff"),
        _("They remind staff of work that waits."),
        FOR_GOOD,
    ),
)

# The guide itself and how it runs: nobody is in it but those who signed a page, by name and role.
OF_THE_GUIDE = Stored(
    (
        "articles.Article", "articles.ArticleRevision", "faq.Question", "faq.QuestionRevision",
        "disclaimers.Disclaimer", "disclaimers.DisclaimerRevision", "handouts.Handout", "handouts.HandoutRevision",
        "content.Topic", "content.TopicText", "content.TopicSearch", "content.Tombstone", "content.Scheduled",
        "content.OutsideLink", "review.Recall", "profile.Profile", "references.Reference",
        "references.ReferenceStatus", "images.Image", "glossary.Term", "claims.Pack", "claims.Rule",
        "numbers.Number", "redirects.Redirect", "search.Indexed", "search.Word", "search.Synonym", "search.RedFlag",
        "search.BestAnswer", "generation.Tick", "generation.TickJob", "generation.Generation", "generation.Backup",
        "counts.CountedLog", "desk.ReadingAges", "desk.Verification", "operations.LoadedFile", "auth.Permission",
        "auth.Group", "auth.Group_permissions", "contenttypes.ContentType",
    ),
    _("The pages, every earlier text of them, and who checked each one"),
    _("You can find out what a page said on any day, and who stood behind it."),
    FOR_GOOD,
)  # fmt: skip


def tables() -> list[str]:
    return [table for row in (*OF_READERS, *OF_STAFF, OF_THE_GUIDE) for table in row.tables]
