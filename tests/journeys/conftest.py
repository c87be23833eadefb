from tests.journeys.browsing import chromium, empty_site, site, visitor
from tests.journeys.passkeys import named_site

__all__ = ["chromium", "empty_site", "named_site", "site", "visitor"]
