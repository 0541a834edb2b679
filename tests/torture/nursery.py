"""Servers that start at once, because Django is loaded before: `python -m tests.torture.nursery PORT`

The true gunicorn with the true configuration, a process group for each. Orders come by lines, each is answered by
one: « start » gives the pid of a server that opens its own door; « start held », of one that is given a door that
stays open between two servers, as systemd does; « wait PID » returns when it has ended.
"""

import os
import signal
import socket
import sys

GIVEN_DOOR = 3  # the descriptor that systemd gives


def main(port):
    load_everything()
    door = socket.create_server(("127.0.0.1", 0), backlog=512)
    os.set_inheritable(door.fileno(), True)
    tell(door.getsockname()[1])
    for order, *more in map(str.split, sys.stdin):
        if order == "start":
            tell(start(port, door if more else None))
        else:
            os.waitpid(int(more[0]), 0)
            tell("ended")


def tell(said):
    print(said, flush=True)


def load_everything():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rlp_portal.settings")
    import gunicorn.workers.gthread  # noqa: F401 - loaded when it starts otherwise
    from django.urls import get_resolver

    import rlp_portal.wsgi  # noqa: F401 - loads Django

    get_resolver().url_patterns  # noqa: B018 - reading them imports every view


def start(port, door):
    pid = os.fork()
    if not pid:
        become_a_server(port, door)
    return pid


def become_a_server(port, door):
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)  # what a server says is no answer to an order
    if door:
        os.dup2(door.fileno(), GIVEN_DOOR)
        os.environ |= {"LISTEN_FDS": "1", "LISTEN_PID": str(os.getpid())}
    os.environ["PORTAIL_PAGES"] = f"127.0.0.1:{port}"
    from gunicorn.app.wsgiapp import WSGIApplication

    sys.argv = ["gunicorn", "--config", "deploy/gunicorn.conf.py"]
    WSGIApplication("%(prog)s [OPTIONS]").run()


if __name__ == "__main__":
    main(int(sys.argv[1]))
