"""People who write without pause, as a program of their own: it says each save once it is acknowledged.

python -m tests.stewardship.writers < pipe      (ends when its input closes)
"""

import json
import os
import sys
import threading
import time
from contextlib import suppress

WRITERS = 4


def main():
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rlp_portal.settings")
    django.setup()
    from worksheets import catalogue
    from worksheets.models import Sheet, Workbook
    from worksheets.services.begun import store_sheet

    instrument = catalogue.latest("ft1")
    addresses = [address for address, asked, _row in instrument.questions() if type(asked).__name__ == "LongText"]
    sheet = store_sheet(
        Sheet(workbook=Workbook.objects.create(), instrument_key="ft1", instrument_version=instrument.version)
    )
    stop, said = threading.Event(), threading.Lock()
    threads = [
        threading.Thread(target=write_on, args=(sheet, address, stop, said)) for address in addresses[:WRITERS]
    ]
    for thread in threads:
        thread.start()
    sys.stdin.read()
    stop.set()
    for thread in threads:
        thread.join()


def write_on(sheet, address, stop, said):
    from django.db import OperationalError

    from worksheets.models import NEVER_ANSWERED
    from worksheets.services import save_answer

    base, count = NEVER_ANSWERED, 0
    while not stop.is_set():
        count += 1
        value = f"{address} {count}"
        with suppress(OperationalError):
            base = save_answer(sheet=sheet, address=address, value=value, base=base, by=None).fingerprint
            with said:
                print(json.dumps({"value": value, "at": time.time()}), flush=True)


if __name__ == "__main__":
    main()
