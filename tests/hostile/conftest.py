from tests.journeys.browsing import chromium, empty_site, site, visitor

__all__ = ["chromium", "empty_site", "site", "visitor"]
