"""An earlier synthesis beside this one: the same numbers, then and now, each with its n. Pure functions."""

COMPARED = (
    "sample.size", "moment.planned.rlps", "moment.done.rlps", "diversity.many.rlps", "objects.median",
    "strategies.median", "diversity.median",
)  # fmt: skip
COMPARED_KINDS = ("object.", "strategy.", "sub.")


def compared_rows(then, now):
    """[[label, then, now]] of what both count: samples differ, so nothing says that a number rose or fell."""
    return [
        [figure.label, then[key].with_share, figure.with_share]
        for key, figure in now.items()
        if key in then and (key in COMPARED or key.startswith(COMPARED_KINDS))
    ]
