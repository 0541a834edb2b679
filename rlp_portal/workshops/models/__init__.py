from rlp_portal.workshops.models.afterwards import Evaluation
from rlp_portal.workshops.models.agenda import Step
from rlp_portal.workshops.models.answering import Operation, Submission, Tally
from rlp_portal.workshops.models.cards import Card, CardGroup
from rlp_portal.workshops.models.gestures import Gesture
from rlp_portal.workshops.models.people import Facilitation, Participant
from rlp_portal.workshops.models.recording import Outcome, Poll, PollVote, PrivateNote
from rlp_portal.workshops.models.workshop import Workshop

__all__ = [
    "Card",
    "CardGroup",
    "Evaluation",
    "Facilitation",
    "Gesture",
    "Operation",
    "Outcome",
    "Participant",
    "Poll",
    "PollVote",
    "PrivateNote",
    "Step",
    "Submission",
    "Tally",
    "Workshop",
]
