from tests.journeys.browsing import chromium, demonstration, empty_site, site, visitor

__all__ = ["chromium", "demonstration", "empty_site", "site", "visitor"]
