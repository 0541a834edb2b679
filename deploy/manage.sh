#!/bin/sh
# manage.sh COMMAND…: manage.py as the services of deploy/systemd run it, with their settings and their account.
exec systemd-run --quiet --pipe --wait --collect --service-type=exec --property=User=portail --property=UMask=0077 \
  --property=EnvironmentFile=/etc/portail/portail.env --property=WorkingDirectory=/opt/portail \
  /opt/portail/.venv/bin/python manage.py "$@"
