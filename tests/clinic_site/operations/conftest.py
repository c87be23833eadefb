from tests.clinic_site.review.days import clock

__all__ = ["clock"]
