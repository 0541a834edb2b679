import gc

from rlp_portal.warm import stay_warm


def test_what_is_ready_is_never_walked_again():
    before = gc.get_threshold()
    try:
        stay_warm(new_objects=12_345)

        assert gc.get_freeze_count() > 10_000
        assert gc.get_threshold()[0] == 12_345
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
