"""How many answers may come in an hour."""

from clinic_site.rates import Rates

HOUR = 3600
# A waiting room may share one address.
FROM_ONE_SENDER = 30
TO_ONE_PAGE = 120
IN_ALL = 5000
answers = Rates(HOUR)


def minutes_to_wait(page: str, sender: str) -> int:
    """0 when this answer may come in, and then it is counted."""
    return answers.minutes_to_wait({("all",): IN_ALL, ("page", page): TO_ONE_PAGE, ("sender", sender): FROM_ONE_SENDER})
