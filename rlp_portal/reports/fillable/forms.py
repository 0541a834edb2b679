from rlp_portal.reports.fillable.reading import EMPTY
from rlp_portal.rlps.uploaded_files import FileUpload


class FilledFormUpload(FileUpload):
    label = "Le PDF rempli"
    help_text = "Un seul fichier .pdf, d’au plus 10\u00a0Mo."
    accept = "application/pdf,.pdf"
    choose = "Choisissez le PDF que vous avez rempli."
    empty = EMPTY
