"""The long proof that nothing typed is lost: python -m tests.torture.editors [sequences] [steps]

On PostgreSQL: python -m tests.postgres -- python -m tests.torture.editors
"""

import sys
import time

from tests.torture.databases import empty_database

SEQUENCES, STEPS = 10_000, 20


def main(arguments):
    sequences_wanted, steps = [*map(int, arguments), *(SEQUENCES, STEPS)[len(arguments) :]]
    with empty_database():
        run(sequences_wanted, steps)


def run(how_many, steps):
    from django.db import connection, transaction  # Django is ready only now
    from hypothesis.stateful import run_state_machine_as_test

    from tests.worksheets.editors import Editors, sequences
    from worksheets.models import Change, Variant, Workbook

    played = []

    class Counted(Editors):
        def teardown(self):
            super().teardown()
            played.append(len(self.sent) if self.workbook else 0)
            if len(played) % 500 == 0:
                print(f"{len(played)} sequences", flush=True)

    began = time.monotonic()
    with transaction.atomic():
        run_state_machine_as_test(Counted, settings=sequences(how_many, steps=steps))
        print(
            f"{connection.vendor}: {len(played)} sequences of at most {steps} steps, {sum(played)} texts sent, "
            f"{Workbook.objects.count()} carnets, {Change.objects.count()} lines in the journal, "
            f"{Variant.objects.count()} texts kept aside: nothing lost, in {time.monotonic() - began:.0f} s."
        )
        transaction.set_rollback(True)


if __name__ == "__main__":
    main(sys.argv[1:])
