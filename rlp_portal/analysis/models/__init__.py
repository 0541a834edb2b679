"""The tables of the synthesis: plans as texts, what people coded in them, samples, syntheses."""

from rlp_portal.analysis.models.coding import (
    Coding,
    CodingAct,
    CodingPreferences,
    Excerpt,
    Reading,
)
from rlp_portal.analysis.models.plans import ActionPlan, OriginalFile, Paragraph, PlanVersion
from rlp_portal.analysis.models.proposals import CodebookProposal
from rlp_portal.analysis.models.samples import DoubleReading, Frozen, Sample, SampledPlan
from rlp_portal.analysis.models.syntheses import (
    ChosenExcerpt,
    CitedNumber,
    PrintedSynthesis,
    Synthesis,
    SynthesisText,
    TextAct,
)

__all__ = [
    "ActionPlan",
    "ChosenExcerpt",
    "CitedNumber",
    "CodebookProposal",
    "Coding",
    "CodingAct",
    "CodingPreferences",
    "DoubleReading",
    "Excerpt",
    "Frozen",
    "OriginalFile",
    "Paragraph",
    "PlanVersion",
    "PrintedSynthesis",
    "Reading",
    "Sample",
    "SampledPlan",
    "Synthesis",
    "SynthesisText",
    "TextAct",
]
