#!/usr/bin/env python
"""Django's command line; the settings profile is `embedded` unless DJANGO_SETTINGS_MODULE says otherwise."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.embedded")
    os.environ.setdefault("STATEMENT_SECONDS", "0")  # no limit: see the production profile
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
