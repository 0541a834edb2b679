"""What the big button says that it will do, and the names of gestures. Pure."""

from dataclasses import dataclass

from rlp_portal.workshops.agenda import title_of
from rlp_portal.workshops.enums import Act, StepMode, StepState, WorkshopState
from rlp_portal.workshops.queries import FEW
from rlp_portal.workshops.services.steps import OVER, next_state

COLLECT = {
    StepMode.PHONES: "Recueillir les réponses",
    StepMode.TABLES: "Recueillir les réponses des tables",
    StepMode.PAPER: "Recueillir les feuilles",
}
STATES = {
    StepState.PRESENTING: "Présenter",
    StepState.COLLECTING: "Recueillir",
    StepState.REVEALED: "Révéler",
    StepState.RECORDING: "Noter",
}
BACK_TO = {
    StepState.PRESENTING: "Revenir à la consigne",
    StepState.REVEALED: "Revenir aux réponses",
}
BACK_TO_STEP, BACK_TO_ROOM = "Revenir à l’étape précédente", "Revenir à la salle d’attente"
UNDO = {
    Act.CLOSED: "la fin de l’atelier",
    Act.DOOR: "la porte",
    Act.REMOVED: "le retrait de personnes",
    Act.BEGUN: "le passage à cette étape",
    Act.ADVANCED: "le dernier pas",
    Act.MASKED: "le masque",
    Act.NEW_ROUND: "le deuxième tour",
    Act.SKIPPED: "l’étape sautée ou remise",
    Act.SHORTENED: "la durée changée",
    Act.RECORDED: "l’issue notée",
    Act.MOVED: "l’étape déplacée",
    Act.TAKEN_OUT: "l’étape retirée",
}


@dataclass(frozen=True)
class BigButton:
    """`gesture` is what it sends; `warning` is said over it."""

    label: str
    gesture: str = "advance"
    warning: str = ""


def big_button(workshop, step, following, *, answered):
    """`following`: the step after this one, or None."""
    if workshop.state == WorkshopState.DRAFT:
        return BigButton("Ouvrir la salle", gesture="open")
    if workshop.state == WorkshopState.CLOSED:
        return None
    if step is None:
        return BigButton(f"Commencer\u00a0: {title_of(following)}") if following else None
    state = None if step.state in OVER else next_state(step)
    if state in (None, StepState.DONE):
        return after_step(step, following)
    if state == StepState.COLLECTING:
        return BigButton(COLLECT[step.mode])
    if state == StepState.REVEALED:
        return reveal_button(answered)
    if state == StepState.RECORDING:
        return BigButton("Noter avec le groupe")
    return BigButton(f"Présenter\u00a0: {title_of(step)}")


def after_step(step, following):
    if following:
        return BigButton(f"Étape suivante\u00a0: {title_of(following)}")
    if step.state in OVER:
        return BigButton("Clore l’atelier", gesture="close")
    return BigButton("Terminer cette étape, la dernière")


def reveal_button(answered):
    """At most a warning: the facilitation decides."""
    if answered == 0:
        return BigButton("Révéler, sans réponse", warning="Aucune réponse reçue. Vous pouvez noter directement.")
    if answered < FEW:
        said = "Une seule réponse" if answered == 1 else f"{answered}\u00a0réponses seulement"
        return BigButton("Révéler quand même", warning=f"{said}\u00a0: on pourrait deviner qui a répondu quoi.")
    return BigButton("Révéler les réponses")
