#!/usr/bin/env python
import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rlp_portal.settings")
    try:
        from django.core.management import execute_from_command_line  # absent before set-up
    except ImportError:
        sys.exit("Django n’est pas installé. Lancez « make run » (ou « make install ») depuis ce dossier.")
    from django.conf import settings

    from rlp_portal.environment import sentence_alone

    with sentence_alone():
        settings.INSTALLED_APPS  # noqa: B018 - reading one reads them all
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
