"""A process that takes the words out of one document that nobody trusts, then ends.

A .docx or a .pdf comes on its standard input, its words go out as JSON. It holds itself to a time and a memory, has
no network, and imports nothing of Django.
"""

import json
import sys

from rlp_portal.analysis.plans.unreadable import DAMAGED, TOO_LONG, Unreadable
from rlp_portal.analysis.plans.words_of_pdf import words_of_pdf
from rlp_portal.analysis.plans.words_of_word import words_of_word
from rlp_portal.ui.limits import hold_to, hold_to_time, leave_the_network

READERS = {"pdf": words_of_pdf, "docx": words_of_word}


def serve(*, seconds, megabytes, kind):
    leave_the_network()
    hold_to(megabytes)
    hold_to_time(seconds)
    json.dump(answer_to(sys.stdin.buffer.read(), kind), sys.stdout)


def answer_to(content, kind):
    """{"words": […], …}, or {"error": one of the words of `unreadable`}."""
    try:
        return READERS[kind](content)
    except Unreadable as problem:
        return {"error": str(problem)}
    except (MemoryError, RecursionError):
        return {"error": TOO_LONG}
    except Exception as problem:  # noqa: BLE001 - the libraries meet a crafted file in more ways than can be listed
        return {"error": DAMAGED, "trace": type(problem).__name__}


if __name__ == "__main__":
    serve(**json.loads(sys.argv[1]))
