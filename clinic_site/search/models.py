from clinic_site.search.indexed import Indexed, Word
from clinic_site.search.term_log import Ignored, SearchDay, Term

__all__ = ["Ignored", "Indexed", "SearchDay", "Term", "Word"]
