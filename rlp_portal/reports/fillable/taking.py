"""Taking a filled form back: what is kept of it until its preview is answered."""

from rlp_portal.reports.fillable.comparing import Comparison
from rlp_portal.reports.fillable.seal import read_seal
from rlp_portal.reports.imports.taking import digest_of, forget_unanswered, refuse_twice
from rlp_portal.reports.models import FilledForm
from rlp_portal.rlps.carnet.saving import storable
from rlp_portal.rlps.uploaded_files import FileRefused, shown_name

OTHER_SHEET = "Ce fichier est une autre feuille. Ouvrez cette feuille-là pour la reprendre."
OTHER_VERSION = (
    "Ce fichier vient d’une autre version de la feuille. "
    "Téléchargez la feuille à remplir, puis recopiez-y les réponses."
)
OTHER_CARNET = (
    "Ce fichier vient d’un autre carnet. Il se reprend là où il a été téléchargé\u00a0: "
    "dans le même regroupement et la même démarche."
)


def receive(open_, *, seal, fields, file_name, by, again=False):
    """Keep what a file holds until its preview is answered; raises FileRefused, TakenAlready."""
    refuse_elsewhere(open_, seal)
    forget_unanswered()
    fields = {storable(name): storable(text) for name, text in fields.items()}
    digest = digest_of(str(seal), fields)
    if not again:
        refuse_twice(FilledForm.objects.filter(round=open_.round, instrument_key=open_.instrument.key, digest=digest))
    return FilledForm.objects.create(
        round=open_.round,
        instrument_key=open_.instrument.key,
        file_name=shown_name(file_name),
        digest=digest,
        seal=str(seal),
        content=fields,
        received_by=by,
    )


def refuse_elsewhere(open_, seal):
    if seal.instrument != open_.instrument.key:
        raise FileRefused(OTHER_SHEET)
    if seal.version != open_.instrument.version:
        raise FileRefused(OTHER_VERSION)
    if not seal.is_blank and seal.round != open_.round.public_id.hex:
        raise FileRefused(OTHER_CARNET)


def compare(open_, form):
    return Comparison(open_, seal=read_seal(form.seal), fields=form.content)
