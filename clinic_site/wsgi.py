import os

from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic_site.settings")
application = get_wsgi_application()
# By name, as their tables exist only now.
import_string("clinic_site.operations.ticking.start_if_set")()
import_string("clinic_site.counts.batch.flush_at_exit")()
