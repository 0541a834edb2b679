"""From the form of a deposit to the text that comes in."""

from rlp_portal.analysis.plans import queries
from rlp_portal.analysis.plans.reading import read_document
from rlp_portal.analysis.plans.services import Incoming
from rlp_portal.rlps.uploaded_files import FileRefused
from rlp_portal.ui.typography import quebec_date

SAME_AS_NOW = "Ce document est déjà la version que vous avez. Rien n’a changé."


class KnownDocument(Exception):
    """The same file, or the same words, are there already, as `version`."""

    def __init__(self, version):
        super().__init__(
            f"Ce document est déjà déposé ({quebec_date(version.deposited_at)}). Voulez-vous une nouvelle version?"
        )
        self.version = version


def received(form, *, rlp, plan=None):
    """(Incoming, notices); `plan` gets a new version. Raises FileRefused or KnownDocument."""
    data = form.cleaned_data
    file = data.get("file")
    incoming, notices = read_document(file.read(), name=file.name) if file else (Incoming(data["text"]), [])
    if plan is not None and queries.digest_of_last_version(plan) == incoming.digest:
        raise FileRefused(SAME_AS_NOW)
    known = queries.same_document(rlp, incoming.digest, besides=plan)
    if known and not data["again"]:
        raise KnownDocument(known)
    return incoming, notices
