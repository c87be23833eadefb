"""Which pages something was done to: what older answers say of them may not be shown again, not even in need."""

from clinic_site.content import registry
from clinic_site.content.event import Event
from clinic_site.pagecache.kept import EVERYTHING

MOST = 100  # more at once are a load or a restore


class Touched:
    """Asks from the event after `last` on, and next time from where it ended; None asks from now on."""

    def __init__(self, last: int | None = None) -> None:
        self.last = last

    def __call__(self) -> frozenset[bytes]:
        """The numbers and addresses of those pages; with them every answer that shows or links to one is found."""
        events = Event.objects.order_by("-sequence").values_list("sequence", "number")
        new = list(events[:1] if self.last is None else events.filter(sequence__gt=self.last))
        numbers = {number for _sequence, number in new if number} if self.last is not None else set()
        paths = {registry.current_path(number) for number in numbers} if len(numbers) <= MOST else set()
        self.last = new[0][0] if new else self.last or 0
        return EVERYTHING if len(numbers) > MOST else frozenset(name.encode() for name in numbers | paths if name)
