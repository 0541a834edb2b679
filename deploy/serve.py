"""Prepares the database, says where to go, and serves the portal.

One process does it all: starting Python and Django once is what keeps a second start short, and asking the
database itself what it lacks is surer than any stamp file.

    .venv/bin/python deploy/serve.py [HOST [PORT]]
"""

import errno
import os
import socket
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rlp_portal.settings")

EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 - only when the person asks for it


class CannotServe(Exception):
    """The message is what to read."""


def main(host="127.0.0.1", port="8000"):
    listener = open_listener(host, port)
    addresses = public_addresses(host, port)
    prepare_database()
    announce(addresses)
    serve(listener)


def open_listener(host, port):
    """Taken before anything else: a busy port is said at once, and early visitors wait instead of being refused."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise CannotServe(f"PORT vaut «\u00a0{port}\u00a0». Écrivez un nombre de 1 à 65535, par exemple PORT=8011")
    try:
        return socket.create_server((host, int(port)), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except PermissionError:
        raise CannotServe(f"Le port {port} est réservé au système. Écrivez par exemple make run PORT=8011") from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CannotServe(
                f"Le port {port} est déjà pris. Fermez l’autre programme, ou choisissez-en un autre\u00a0: "
                f"make run PORT={int(port) % 65535 + 1}"
            ) from None
        raise CannotServe(f"HOST vaut «\u00a0{host}\u00a0», qui n’est pas une adresse de cette machine.") from None


def public_addresses(host, port):
    """Where to go; the host names that we announce are also those that we accept. In production PUBLIC_URL says."""
    if os.environ.get("PORTAIL_ENV") == "production":
        return [os.environ.get("PUBLIC_URL", "")]
    names = ["127.0.0.1", address_on_the_network()] if host in EVERYWHERE else [host]
    allowed = {"localhost", "127.0.0.1", "[::1]", *map(bracketed, names)}
    os.environ.setdefault("ALLOWED_HOSTS", ",".join(sorted(allowed)))
    return [f"http://{bracketed(name)}:{port}/" for name in names]


def bracketed(name):
    return f"[{name}]" if ":" in name else name


def address_on_the_network():
    """The address that the machine would use to go out; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))
        return probe.getsockname()[0]


def prepare_database():
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.db import Error as DatabaseError

    try:
        django.setup()
        look_for_mistakes()
        bring_database_up_to_date()
    except ImproperlyConfigured as error:
        raise CannotServe(str(error)) from None
    except DatabaseError as error:
        raise CannotServe(
            "La base de données ne s’ouvre pas. Vérifiez DATABASE_URL, ou les droits sur le dossier var. "
            f"Elle a répondu\u00a0: {error}"
        ) from None


def look_for_mistakes():
    """What would otherwise start a server that looks well and answers with breakdowns."""
    from django.core.checks import run_checks

    serious = [found for found in run_checks() if found.is_serious() and not found.is_silenced()]
    if serious:
        raise CannotServe("\n".join(found.msg for found in serious))


def bring_database_up_to_date():
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    settings.VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Mise à jour de la base de données…", flush=True)
        call_command("migrate", verbosity=0, while_in_use=True)  # the port was free: nobody is in
    call_command("createcachetable", verbosity=0)
    if settings.DEMONSTRATION:
        call_command("load_demo")
        call_command("load_demo_workshops")
    connection.close()


def announce(addresses):
    from django.conf import settings
    from django.core.management import call_command

    print("\nLe portail est prêt. Ouvrez dans un navigateur\u00a0:", *addresses, sep="\n  ")
    if settings.DEMONSTRATION:
        print()
        call_command("demo_accounts")
    print("\nPour arrêter\u00a0: Ctrl+C", flush=True)


def serve(listener):
    import uvicorn

    config = uvicorn.Config(
        "rlp_portal.asgi:application",
        log_level="warning",
        access_log=False,
        proxy_headers=False,  # settings.py says what to believe of a proxy; here anyone would choose his own address
        timeout_graceful_shutdown=2,
    )
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except CannotServe as sentence:
        sys.exit(str(sentence))
    except KeyboardInterrupt:
        pass  # Ctrl+C is how one stops it
