"""What the database holds of the operations, as JSON: python -m tests.torture.journal"""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rlp_portal.settings")
django.setup()

from worksheets.models import Answer, Change, Variant  # noqa: E402 - Django must be set up first

if __name__ == "__main__":
    done = Change.objects.filter(op_id__isnull=False).order_by("id").values_list("op_id", flat=True)
    json.dump(
        {
            "operations": [str(one) for one in done],
            "variants": Variant.objects.count(),
            "texts": [one for one in Answer.objects.values_list("value", flat=True) if isinstance(one, str)],
        },
        sys.stdout,
    )
