import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic_site.settings")
django_application = get_wsgi_application()
# By name, as their tables exist only now.
import_string("clinic_site.operations.standing_database.never_make_one")()
import_string("clinic_site.operations.ticking.start_if_set")()
import_string("clinic_site.operations.backup_watching.start_if_set")()
import_string("clinic_site.counts.batch.flush_at_exit")()
turns = import_string("clinic_site.pagecache.turns.Turns")(
    django_application, import_string("clinic_site.views.turned_away.answer")
)
cache = import_string("clinic_site.pagecache.serving.PageCache")(
    turns,
    shared_seconds=settings.SHARED_SECONDS,
    touched=import_string("clinic_site.content.touched.Touched")(),
)
import_string("clinic_site.operations.edition.attach")(cache)
application = import_string("clinic_site.operations.last_resort.LastResort")(cache)
# What stays as long as the process does is never searched for what can go: that would keep readers waiting.
gc.collect()
gc.freeze()
