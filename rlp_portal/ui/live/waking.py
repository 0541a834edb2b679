"""From whoever writes to the hubs of all processes: « this topic changed ».

Always after the commit. PostgreSQL: NOTIFY, and one connection that LISTENs for each hub. SQLite: a datagram to the
socket of each hub; in case one is lost, the hub looks now and then whether the file changed. The hub of the writer's
own process is told the same way: one path, hence one thing to prove.
"""

import asyncio
import logging
import os
import secrets
import socket
import sqlite3
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, connections, transaction

from rlp_portal.ui.errors import DATABASE_AWAY

logger = logging.getLogger(__name__)

CHANNEL = "portail_flux"
LONGEST_TOPIC = 200
SAFETY_NET_SECONDS = 5
RECONNECT_SECONDS = (0.5, 1, 2, 5)


# ---- Those who write ----------------------------------------------------------------------------------------------


def wake(topic):
    """Call it where the change is written: hubs hear of it once it is committed, never of what is rolled back."""
    news = News(topic)
    if news not in (waiting for _savepoints, waiting, _robust in connection.run_on_commit):
        transaction.on_commit(news)


def carried(topic):
    """The same, as what `write_together` takes within the transaction: on PostgreSQL the news leave with the commit.

    One exchange less, for those who commit one after the other anyway: they share a row.
    """
    if connection.vendor == "postgresql":
        return [("SELECT pg_notify(%s, %s)", [CHANNEL, topic])]
    wake(topic)
    return []


@dataclass(frozen=True)
class News:
    """Told once by a transaction, however many of its changes it is about.

    What is written is written, should the telling fail: the database went away meanwhile, or the sockets did. Hubs
    then draw everything again by themselves, when it is back.
    """

    topic: str

    def __call__(self):
        tell = notify if connection.vendor == "postgresql" else send_datagrams
        try:
            tell(self.topic)
        except (*DATABASE_AWAY, OSError) as problem:
            logger.warning("Written, but nobody was told: %s", type(problem).__name__)


def notify(topic):
    """By itself: PostgreSQL lets those who notify commit one after the other, and each would wait for the disk.

    A notification has nothing to write there: it does not wait.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.cursor() as cursor:  # spares a save Django's own
        cursor.execute("SELECT set_config('synchronous_commit', 'off', true), pg_notify(%s, %s)", (CHANNEL, topic))


def send_datagrams(topic):
    try:
        names = os.listdir(sockets_folder())
    except FileNotFoundError:
        return  # nobody ever listened
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as sender:
        for name in names:
            send_datagram(sender, topic, sockets_folder() / name)


def send_datagram(sender, topic, place):
    try:
        sender.sendto(topic.encode(), short_path(place))
    except ConnectionRefusedError:  # its process is gone
        place.unlink(missing_ok=True)
    except OSError:
        pass  # full, or just gone: the safety net tells it


def sockets_folder():
    return settings.VAR_DIR / "flux"


def short_path(place):
    """A socket's path holds 108 bytes; the one that the folder has in this process always fits."""
    return str(place) if len(os.fsencode(place)) < 100 else os.path.relpath(place)


# ---- Those who listen ---------------------------------------------------------------------------------------------


def new_listener(*, wake, wake_all):
    listener = NotifyListener if connection.vendor == "postgresql" else DatagramListener
    return listener(wake=wake, wake_all=wake_all)


class DatagramListener:
    def __init__(self, *, wake, wake_all):
        self.wake, self.wake_all = wake, wake_all
        self.place = sockets_folder() / f"{os.getpid()}-{secrets.token_hex(4)}"
        self.socket = self.watching = None

    async def start(self):
        sockets_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        self.socket.bind(short_path(self.place))
        asyncio.get_running_loop().add_reader(self.socket, self.read)
        self.watching = asyncio.create_task(self.watch_file())

    def read(self):
        with suppress(BlockingIOError):
            while True:
                self.wake(self.socket.recv(LONGEST_TOPIC).decode())

    async def watch_file(self):
        file = last = None
        try:
            while True:
                with suppress(sqlite3.OperationalError):  # somebody writes, or it is away: the next look tells
                    file = file or open_for_reading()
                    seen = file.execute("PRAGMA data_version").fetchone()[0]
                    if last not in (None, seen):
                        self.wake_all()
                    last = seen
                await asyncio.sleep(SAFETY_NET_SECONDS)
        finally:
            if file:
                file.close()

    def stop(self):
        self.watching.cancel()
        asyncio.get_running_loop().remove_reader(self.socket)
        self.socket.close()
        self.place.unlink(missing_ok=True)


def open_for_reading():
    return sqlite3.connect(f"file:{connections.settings['default']['NAME']}?mode=ro", uri=True, timeout=0)


class NotifyListener:
    def __init__(self, *, wake, wake_all):
        self.wake, self.wake_all = wake, wake_all
        self.connection = self.place = self.connecting = None

    async def start(self):
        self.connection = await asyncio.to_thread(listening_connection)
        self.place = self.connection.fileno()  # a connection that was cut no longer tells
        asyncio.get_running_loop().add_reader(self.place, self.read)

    def read(self):
        try:
            self.connection.poll()
        except self.connection.Error:
            self.lose()
            return
        while self.connection.notifies:
            self.wake(self.connection.notifies.pop(0).payload)

    def lose(self):
        """What was said meanwhile is lost: everything is drawn again once it is back."""
        self.close()
        self.connecting = asyncio.create_task(self.reconnect())

    async def reconnect(self):
        tries = 0
        while True:
            await asyncio.sleep(RECONNECT_SECONDS[min(tries, len(RECONNECT_SECONDS) - 1)])
            tries += 1
            with suppress(*DATABASE_AWAY):
                await self.start()
                self.wake_all()
                return

    def stop(self):
        if self.connecting:
            self.connecting.cancel()
        self.close()

    def close(self):
        asyncio.get_running_loop().remove_reader(self.place)
        self.connection.close()


def listening_connection():
    """A connection of its own, outside Django's: it lives as long as the hub."""
    with connection.wrap_database_errors:
        listening = connection.Database.connect(**connection.get_connection_params())
        listening.autocommit = True
        with listening.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")
    return listening
