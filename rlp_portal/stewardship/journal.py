"""The journal and the answers tell the same story."""

from django.db.models import OuterRef, Subquery

from worksheets.fingerprints import fingerprint
from worksheets.models import Answer, AnswerState, Change, SheetOwner

CHUNK = 1000


def answers_that_the_journal_denies(*, using="default"):
    """How many answers of the groups are not what the last line of the journal about them says.

    What persons answer in a workshop has no journal.
    """
    written = Change.objects.filter(
        sheet=OuterRef("sheet"), address=OuterRef("address"), target=Change.Target.ANSWER
    ).order_by("-id")
    of_groups = Answer.objects.using(using).filter(sheet__owner=SheetOwner.GROUP)
    answers = of_groups.annotate(said=Subquery(written.values("after")[:1]))
    return sum(
        mark != fingerprint_of(said)
        for mark, said in answers.values_list("fingerprint", "said").iterator(chunk_size=CHUNK)
    )


def fingerprint_of(said):
    return fingerprint(said["value"], said.get("state", AnswerState.ANSWERED)) if said else ""
