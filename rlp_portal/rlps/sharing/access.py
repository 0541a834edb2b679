"""The door of one shared version."""

import logging
from functools import wraps

from rlp_portal.rlps.permissions import Right, has_right
from rlp_portal.rlps.sharing import queries
from rlp_portal.rlps.sharing.document import UnreadableVersion, read
from rlp_portal.ui.errors import Refusal, answer

logger = logging.getLogger(__name__)

WITHDRAWN = Refusal(
    410,
    "Cette version a été retirée",
    "La coordination a retiré cette version. Elle ne peut plus être lue.",
    "Vos autres versions sont dans votre portefeuille. Au besoin, écrivez à la coordination.",
)
ALTERED = Refusal(
    500,
    "Cette version ne peut pas être montrée",
    UnreadableVersion.message,
    "Écrivez à la gestion du portail. Le carnet, lui, est intact.",
)


def readable(view):
    """Wrap `view(request, rlp, version, document)`, under `rlp_view`.

    A version withdrawn answers 410 to whoever cannot put it back; one whose content changed is refused, and logged.
    """

    @wraps(view)
    def guarded(request, rlp, version_id):
        version = queries.find_version(rlp, version_id, reader=request.user)
        if version.withdrawn_at and not may_share(request):
            return answer(request, WITHDRAWN)
        try:
            document = read(version.content, digest=version.digest)
        except UnreadableVersion:
            logger.error("Shared version %s is not what was shared", version.public_id)  # noqa: TRY400
            return answer(request, ALTERED)
        return view(request, rlp, version, document)

    return guarded


def may_share(request):
    return has_right(Right.SHARE_CARNET, roles=request.roles)
