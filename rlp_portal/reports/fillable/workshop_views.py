"""The PDFs that people filled before or during a workshop, gathered and counted with its other paper sheets."""

import hashlib
import uuid

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from rlp_portal.reports.fillable.collecting import FilledPaper
from rlp_portal.reports.fillable.reading import EMPTY, read_filled
from rlp_portal.reports.together import IMPORTANCE_KEY
from rlp_portal.rlps.permissions import Right
from rlp_portal.rlps.uploaded_files import LONGEST_NAME, FileRefused, FileUpload, shown_name, with_small_file
from rlp_portal.ui.pages import render_page
from rlp_portal.ui.typography import count_words
from rlp_portal.workshops import queries
from rlp_portal.workshops.access import workshop_view
from rlp_portal.workshops.agenda import title_of
from rlp_portal.workshops.enums import AnswerOrigin, StepKind
from rlp_portal.workshops.papers.entry import enter
from rlp_portal.workshops.papers.views import may_enter
from rlp_portal.workshops.refusals import WorkshopRefusal

SPACE_OF_FILES = uuid.UUID("9d1f3a3b-2f0e-4f5e-8a6d-0a4f7d2c6b11")
MOST_FILES = 40
TOO_MANY = f"Choisissez au plus {MOST_FILES}\u00a0fichiers à la fois."
COUNTED_BEFORE = (
    "déjà compté. Cochez «\u00a0Compter aussi les fichiers identiques\u00a0» si deux personnes ont rempli le même."
)


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """[file]: as many as were chosen."""

    def __init__(self, **about):
        super().__init__(widget=SeveralFiles(), **about)

    def clean(self, data, initial=None):
        files = data or [None]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(TOO_MANY)
        return [super(FilesField, self).clean(one, initial) for one in files]


class FilledPapersUpload(FileUpload):
    label = "Les PDF remplis"
    help_text = f"Jusqu’à {MOST_FILES}\u00a0fichiers .pdf, de 10\u00a0Mo en tout."
    accept = "application/pdf,.pdf"
    choose = "Choisissez les PDF que les personnes ont remplis."
    empty = EMPTY
    file = FilesField(max_length=LONGEST_NAME)
    again = forms.BooleanField(label="Compter aussi les fichiers identiques", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["again"].widget = forms.CheckboxInput()


@csrf_exempt  # the middleware would read the form before its limit is set; `with_small_file` protects it after
@workshop_view(Right.RUN_WORKSHOP, writing=Right.RUN_WORKSHOP)
@with_small_file
def collect_filled(request, workshop, step_id, refusal="", status=422):
    step = asked_step(workshop, step_id)
    form = FilledPapersUpload(request.POST, request.FILES) if request.method == "POST" else FilledPapersUpload()
    if refusal:
        form = FilledPapersUpload({}, {}).refuse(refusal)
    elif form.is_bound and form.is_valid():
        collect(request, step, form)
        return redirect(request.path)
    context = {
        "title": "Reprendre des PDF remplis",
        "workshop": workshop,
        "what": title_of(step),
        "blank": blank_of(step),
        "form": form,
        "back": f"{reverse('paper_of_workshop', args=[workshop.round.rlp.slug, workshop.public_id])}"
        f"?etape={step.public_id}",
        "counted": queries.counted_submissions(step).filter(origin=AnswerOrigin.IMPORTED).count(),
        "may_enter": may_enter(workshop),
    }
    page = "reports/fillable/collect.html"
    return render_page(request, page, context, status=status if form.errors else 200)


def asked_step(workshop, step_id):
    step = queries.find_step(workshop, step_id)
    if step is None or not step.asks:
        raise Http404
    step.workshop = workshop
    return step


def blank_of(step):
    """The key under which its form to fill is found."""
    return IMPORTANCE_KEY if step.kind == StepKind.IMPORTANCE else step.instrument_key


def collect(request, step, form):
    """Each file for itself: one that cannot be read holds no other back."""
    counted, said = 0, []
    for place, file in enumerate(form.cleaned_data["file"]):
        mark = place if form.cleaned_data["again"] else ""
        try:
            paper, is_new = take(step, file, mark=mark, by=request.user)
        except (FileRefused, WorkshopRefusal) as refused:
            said.append(f"{shown_name(file.name)}\u00a0: {getattr(refused, 'said', refused)}")
            continue
        counted += is_new
        if not is_new:
            said.append(f"{shown_name(file.name)}\u00a0: {COUNTED_BEFORE}")
        elif paper.left_out:
            said.append(f"{shown_name(file.name)}\u00a0: illisible, laissé de côté – {', '.join(paper.left_out)}")
    if counted:
        messages.success(request, f"{count_words(counted, 'feuille reprise', 'feuilles reprises')}.")
    for one in said:
        messages.warning(request, one)


def take(step, file, *, mark, by):
    """(FilledPaper, whether it is counted now). The same bytes count once, unless they are marked apart."""
    content = file.read()
    paper = FilledPaper(step, *read_filled(content, name=file.name))
    said = f"{step.public_id} {step.round_number} {hashlib.sha256(content).hexdigest()} {mark}"
    op_id = uuid.uuid5(SPACE_OF_FILES, said)
    return paper, enter(paper, op_id=op_id, by=by, origin=AnswerOrigin.IMPORTED) is not None
