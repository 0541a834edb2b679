"""Two to five editors who write, resend, remove, restore and choose at random: what was typed is always somewhere.

The short version; `python -m tests.torture.editors` runs ten thousand sequences.
"""

import pytest
from hypothesis.stateful import run_state_machine_as_test

from tests.worksheets.editors import Editors, sequences


@pytest.mark.django_db
def test_every_text_that_the_server_took_is_current_kept_aside_or_in_the_history():
    run_state_machine_as_test(Editors, settings=sequences(25, steps=15))
