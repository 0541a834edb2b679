"""Who may do what: the one policy module. Deny by default; a right not granted below does not exist.

Rights are the union of a person's roles, per RLP. What a person may not know exists answers 404 (no role there);
what she may see but not do answers 403 with a page that says who can.
"""

from enum import StrEnum

from rlp_portal.rlps.enums import Role


class Right(StrEnum):
    """What may be done with one RLP."""

    READ_PROFILE = "read_profile"
    EDIT_PROFILE = "edit_profile"
    RATE_MOBILISATION = "rate_mobilisation"
    READ_CARNET = "read_carnet"  # the list of sheets and the finished ones
    READ_DRAFTS = "read_drafts"  # sheets still in progress, objects and plan
    EDIT_CARNET = "edit_carnet"
    READ_HISTORY = "read_history"
    START_ROUND = "start_round"
    MAKE_REPORTS = "make_reports"
    TAKE_DATA = "take_data"  # the carnet as tables and documents, out of the portal or back into it
    SHARE_CARNET = "share_carnet"
    READ_SHARED = "read_shared"  # the versions that the coordination shared, and nothing else of the carnet
    READ_PLANS = "read_plans"  # the action plans deposited, their text and their original files
    DEPOSIT_PLANS = "deposit_plans"
    READ_CODES = "read_codes"  # what the advisor coded in them
    FOLLOW_RLP = "follow_rlp"  # its page in a portfolio
    MANAGE_TEAM = "manage_team"
    PREPARE_WORKSHOPS = "prepare_workshops"  # the agenda, the invitation, closing; a rehearsal too
    RUN_WORKSHOP = "run_workshop"  # the console: what the room sees, and what it answered
    READ_BILAN = "read_bilan"  # of a workshop: what the room saw, and what it retained


ADMINISTRATOR = "administrator"
CO_FACILITATOR = "co_facilitator"  # someone of the team, named to run one workshop

GRANTS = {
    Role.MEMBER: frozenset({Right.READ_PROFILE, Right.READ_CARNET}),
    # In a workshop people answer freely: she runs those she is named for.
    Role.COORDINATOR: frozenset(Right) - {Right.RUN_WORKSHOP, Right.READ_CODES, Right.FOLLOW_RLP},
    Role.FACILITATOR: frozenset({Right.READ_PROFILE, Right.PREPARE_WORKSHOPS, Right.RUN_WORKSHOP, Right.READ_BILAN}),
    CO_FACILITATOR: frozenset({Right.RUN_WORKSHOP, Right.READ_BILAN}),
    Role.ADVISOR: frozenset(
        {
            Right.READ_PROFILE,
            Right.READ_SHARED,
            Right.READ_PLANS,
            Right.DEPOSIT_PLANS,
            Right.READ_CODES,
            Right.FOLLOW_RLP,
        }
    ),
    ADMINISTRATOR: frozenset({Right.READ_PROFILE, Right.EDIT_PROFILE, Right.MANAGE_TEAM, Right.RATE_MOBILISATION}),
}

# Nobody grants more than she holds.
MAY_GIVE = {
    Role.COORDINATOR: frozenset({Role.MEMBER, Role.COORDINATOR}),
    ADMINISTRATOR: frozenset(Role),
}

WHO_CAN = {
    Right.EDIT_PROFILE: "La coordination et la gestion peuvent modifier cette fiche.",
    Right.RATE_MOBILISATION: "La coordination et la gestion peuvent noter la cote de mobilisation.",
    Right.READ_CARNET: "Le carnet est réservé à la coordination et aux membres, tant qu’il n’a pas été partagé.",
    Right.READ_DRAFTS: "Cette partie du carnet est réservée à la coordination.",
    Right.EDIT_CARNET: "Seule la coordination peut remplir le carnet.",
    Right.READ_HISTORY: "L’historique est réservé à la coordination.",
    Right.START_ROUND: "Seule la coordination peut ouvrir une démarche.",
    Right.MAKE_REPORTS: "Seule la coordination peut produire les rapports.",
    Right.TAKE_DATA: "Seule la coordination peut emporter les données du carnet.",
    Right.SHARE_CARNET: "Seule la coordination décide de ce qui est partagé.",
    Right.READ_SHARED: "Les versions partagées sont réservées à la coordination et au conseil.",
    Right.READ_PLANS: "Les plans d’action sont réservés à la coordination et au conseil.",
    Right.DEPOSIT_PLANS: "La coordination et le conseil déposent les plans d’action.",
    Right.READ_CODES: "Les codages sont réservés au conseil.",
    Right.FOLLOW_RLP: "Cette page est réservée au conseil.",
    Right.MANAGE_TEAM: "La coordination et la gestion s’occupent de l’équipe.",
    Right.PREPARE_WORKSHOPS: "La coordination et l’animation préparent les ateliers.",
    Right.READ_BILAN: "La coordination et l’animation lisent le bilan.",
    Right.RUN_WORKSHOP: "Seule l’animation mène cet atelier. Demandez-lui de vous nommer.",
}


def has_right(right, *, roles):
    """`roles` holds the person's roles for the RLP, with ADMINISTRATOR when she administers the portal."""
    return any(right in GRANTS.get(role, frozenset()) for role in roles)


def roles_she_may_give(roles):
    return frozenset().union(*(MAY_GIVE.get(role, frozenset()) for role in roles))
