from clinic_site.search.indexed import Indexed, Word
from clinic_site.search.term_log import Ignored, SearchDay, Term
from clinic_site.search.vocabulary import BestAnswer, RedFlag, Synonym

__all__ = ["BestAnswer", "Ignored", "Indexed", "RedFlag", "SearchDay", "Synonym", "Term", "Word"]
