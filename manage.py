#!/usr/bin/env python3
import os
import sys

from django.core.management import execute_from_command_line

from clinic_site.first_look import settings_fault

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic_site.settings")
    if sys.argv[1:2] == ["doctor"] and (fault := settings_fault()):
        sys.exit(fault)
    execute_from_command_line(sys.argv)
