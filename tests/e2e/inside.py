"""A program inside the portal that waits for lines of code: starting Django for each would take a second every time.

Each line of its standard input is code, as JSON; each line of its answer is {"said": …} or {"failed": the trace}.
"""

import io
import json
import sys
import traceback
from contextlib import redirect_stdout

import django


def serve():
    django.setup()
    from django.db import connections

    for line in sys.stdin:
        said = io.StringIO()
        try:
            with redirect_stdout(said):
                exec(json.loads(line), {"__name__": "inside"})  # noqa: S102 - our own tests write it
            answer = {"said": said.getvalue().strip()}
        except Exception:  # noqa: BLE001 - told to the test that asked
            answer = {"failed": traceback.format_exc()}
        finally:
            connections.close_all()  # the file may be another one the next time
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    serve()
