"""What a process that answers for hours does once it is ready."""

import gc


def stay_warm(*, new_objects):
    """What is ready now stays, and the collector never walks it again; it looks at the rest every `new_objects`."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(new_objects, 20, 50)
