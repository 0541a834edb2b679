#!/bin/sh
# every_night.sh: the copy and the purge, in a container (compose.yaml). Elsewhere the timers of deploy/systemd do it.
# A failure is said on the pages of the administration: this goes on, and tries again the next night.
while :; do
  .venv/bin/python manage.py backup
  .venv/bin/python manage.py purge
  sleep 86400 &
  wait $!
done
