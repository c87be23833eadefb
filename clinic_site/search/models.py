from clinic_site.search.indexed import Indexed, Word

__all__ = ["Indexed", "Word"]
