#!/bin/sh
# update.sh [--while-in-use]: the next version of the portal, on a machine set up as deploy/README.md says.
# One command rather than five: between the new files and the restart, a process that starts again takes the new code
# on the old base. Whether somebody is at work is asked first, so that nothing is left half way.
set -eu
cd /opt/portail
. deploy/common.sh

if [ "${1:-}" != --while-in-use ]; then
  deploy/manage.sh usage || fail "Choisissez un autre moment, ou ajoutez --while-in-use. Rien n’a été fait."
fi
deploy/manage.sh backup
git pull --ff-only
make install
deploy/manage.sh migrate --while-in-use
systemctl restart portail-pages portail-flux
say "Le portail est à jour."
