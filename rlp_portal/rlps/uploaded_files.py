"""The door through which a file comes in, and what is said of those that do not: a form, and limits read first."""

from functools import wraps

from django import forms
from django.views.decorators.csrf import csrf_protect

from rlp_portal.rlps.forms import PortalForm
from rlp_portal.ui.uploads import MEGABYTE, SmallFiles, UploadCut, UploadTooBig

LIMIT = 10 * MEGABYTE
CUT = "L’envoi s’est interrompu. Réessayez; rien n’a été enregistré."
NO_ROOM = "Le disque du portail est presque plein\u00a0: aucun fichier n’est lu. Prévenez la gestion du portail."
LONGEST_NAME = 10_000  # a name is only shown, cut and cleaned
LONGEST_FILE_NAME = 80


class FileRefused(Exception):
    """A file that cannot be taken back; `str(error)` is the French sentence to show."""


def with_small_file(view):
    """`view` gets what went wrong on the way as `refusal` and `status`.

    It is exempt from the CSRF middleware, which would read the form before its limit is set: it is protected here.
    """
    protected = csrf_protect(view)

    @wraps(view)
    def receive(request, *args, **kwargs):
        if request.method == "POST":
            request.upload_handlers = [SmallFiles(request, limit=LIMIT)]
        try:
            return protected(request, *args, **kwargs)
        except UploadTooBig as big:
            return view(request, *args, **kwargs, refusal=too_big(big.size), status=413)
        except UploadCut:
            return view(request, *args, **kwargs, refusal=CUT, status=400)

    return receive


def too_big(size):
    most, whole = LIMIT // MEGABYTE, size // MEGABYTE
    said = f"{whole}\u00a0Mo" if whole > most else f"un peu plus de {most}\u00a0Mo"
    return f"Le fichier fait {said}. La limite est de {most}\u00a0Mo."


def shown_name(name):
    """The name that the file came with, fit for a page: one line, no path, not endless."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in last).split())
    return plain[:LONGEST_FILE_NAME] or "sans nom"


class FileUpload(PortalForm):
    """One file, which each kind describes in its own words; `again` appears once the same file came back."""

    file = forms.FileField(max_length=LONGEST_NAME)
    again = forms.BooleanField(label="Comparer ce fichier une autre fois", required=False)
    label = help_text = accept = choose = empty = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        file = self.fields["file"]
        file.label, file.help_text = self.label, self.help_text
        file.widget.attrs["accept"] = self.accept
        file.error_messages = dict.fromkeys(("required", "invalid", "missing"), self.choose) | {"empty": self.empty}
        self.fields["again"].widget = forms.HiddenInput()

    def refuse(self, said):
        self.full_clean()
        self._errors = forms.utils.ErrorDict()
        self.add_error("file", said)
        return self

    def offer_again(self, said):
        self.fields["again"].widget = forms.CheckboxInput()
        return self.refuse(f"{said} Pour le comparer de nouveau, cochez la case et choisissez encore le fichier.")
