"""The synthesis of the demonstration, a draft: paragraphs with the numbers that they cite, and passages quoted."""

from rlp_portal.analysis.models import ChosenExcerpt, CitedNumber, Coding, Synthesis, SynthesisText
from rlp_portal.analysis.syntheses.texts import Words
from rlp_portal.rlps.demo import moment


def load_synthesis(told, *, sample, plans, by):
    at = moment(told["dated_on"])
    synthesis = Synthesis.objects.create(
        number=1,
        title=told["title"],
        sample=sample,
        codebook_version=sample.codebook_version,
        author=by,
        author_function=told["author_function"],
        dated_on=told["dated_on"],
        started_at=at,
    )
    for place, one in enumerate(told["texts"]):
        write_text(one, synthesis=synthesis, place=place, by=by, at=at)
    ChosenExcerpt.objects.bulk_create(
        chosen(one, synthesis=synthesis, plan=plans[one["rlp"]], place=place, by=by, at=at)
        for place, one in enumerate(told["excerpts"])
    )
    return synthesis


def write_text(told, *, synthesis, place, by, at):
    cited = told.get("cited", {})
    text = SynthesisText.objects.create(
        synthesis=synthesis,
        section=told["section"],
        position=place,
        text=told["text"],
        fingerprint=Words(told["text"], cited).mark,
        updated_at=at,
        updated_by=by,
    )
    CitedNumber.objects.bulk_create(
        CitedNumber(text=text, key=key, shown=shown, cited_at=at) for key, shown in cited.items()
    )


def chosen(told, *, synthesis, plan, place, by, at):
    return ChosenExcerpt(
        synthesis=synthesis,
        coding=Coding.objects.get(plan=plan, coder=by, settles=None, excerpt__quotation=told["quote"]),
        section=told["section"],
        sub_strategy=told["sub_strategy"],
        position=place,
        words=told["words"],
        chosen_at=at,
        chosen_by=by,
    )
