"""What a child process gives up before it touches a document that nobody trusts. Nothing here knows Django."""

import ctypes
import resource
import signal

NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET of Linux


def leave_the_network():
    """An empty network of its own, where the kernel allows it; what fetches is locked besides."""
    ctypes.CDLL(None).unshare(NEW_USER | NEW_NETWORK)


def hold_to(megabytes):
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def hold_to_time(seconds):
    """Of the processor, and twice as long of the clock, since other programs run too.

    SIGXCPU and SIGALRM end the process inside a C library as well.
    """
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    signal.alarm(2 * seconds)
