"""What the makers of hostile files share."""

import random

ANYWHERE = "http://192.0.2.1/espion"  # an address that answers to nobody
LAUGHS = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)


def noise(size, seed=1):
    return random.Random(seed).randbytes(size)
