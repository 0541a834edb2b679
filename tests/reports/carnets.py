"""Filled carnets for the report tests, written straight to the tables: how values come in is tested elsewhere."""

import datetime

from tests.factories import RatingFactory, RlpFactory, RoundFactory, UserFactory
from worksheets import catalogue
from worksheets.fingerprints import fingerprint
from worksheets.kinds import kind_of
from worksheets.models import Actor, Answer, Change, PlanLine, Sector, Sheet, SustainedObject

WRITTEN_AT = datetime.datetime(2026, 11, 18, 19, 12, tzinfo=datetime.UTC)  # 14 h 12 in Québec


def new_round(**fields):
    rlp = RlpFactory(
        **{
            "name": "RLP de la Rivière-aux-Érables",
            "territory": "MRC de la Rivière-aux-Érables et ville de Val-des-Prés",
            "host_organisation": "Maison de la famille Les Trois Ponts",
            **fields,
        }
    )
    round_ = RoundFactory(rlp=rlp, title="Préparer la suite, 2026", started_on=datetime.date(2026, 3, 2))
    stand_still(round_)
    return round_


def stand_still(round_):
    """Everything was written at the same known moment, so that a report always tells the same hour."""
    type(round_).objects.filter(pk=round_.pk).update(updated_at=WRITTEN_AT)
    type(round_.rlp).objects.filter(pk=round_.rlp_id).update(updated_at=WRITTEN_AT)
    round_.rlp.ratings.update(recorded_at=WRITTEN_AT)
    round_.refresh_from_db()


class Writing:
    """Answers gathered, then stored together: a filled carnet has a hundred."""

    def __init__(self, round_):
        self.round, self.sheets, self.answers, self.changes = round_, {}, [], []

    def __call__(self, key, address, value, *, state="answered", finished=False):
        sheet = self.sheet(key)
        if finished and not sheet.finished_at:
            sheet.finished_at, sheet.finished_by = WRITTEN_AT, UserFactory()
            sheet.save()
        number = kind_of(catalogue.latest(key).find(address)[0]).number(value)
        mark = fingerprint(value, state)
        self.answers.append(
            Answer(sheet=sheet, address=address, value=value, number=number, state=state, fingerprint=mark)
        )
        after = {"value": value, "state": state}
        self.changes.append(change_of(self.round, sheet=sheet, address=address, after=after))

    def sheet(self, key):
        if key not in self.sheets:
            self.sheets[key], _created = Sheet.objects.get_or_create(
                workbook=self.round.workbook,
                instrument_key=key,
                defaults={"instrument_version": catalogue.latest(key).version},
            )
        return self.sheets[key]

    def store(self):
        Answer.objects.bulk_create(self.answers)
        Change.objects.bulk_create(self.changes)


def answer(round_, *args, **more):
    write = Writing(round_)
    write(*args, **more)
    write.store()


def record(round_, **fields):
    change_of(round_, **fields).save()


def change_of(round_, **fields):
    return Change(workbook=round_.workbook, target=Change.Target.ANSWER, at=WRITTEN_AT, **fields)


def keep(round_, name, code, fate, line=""):
    return SustainedObject.objects.create(workbook=round_.workbook, name=name, code=code, fate=fate, line=line)


def plan(round_, strategy, measure, who="", when=None, needs="", status="to_do", kept=None):
    return PlanLine.objects.create(
        workbook=round_.workbook,
        strategy=strategy,
        measure=measure,
        who=who,
        when=when,
        needs=needs,
        status=status,
        object=kept,
    )


def rate(round_, day, level, note=""):
    RatingFactory(rlp=round_.rlp, rated_on=day, level=level, note=note, recorded_at=WRITTEN_AT)


LONG = (
    "Depuis trois ans, les mardis de jeu libre se tiennent dans quatre municipalités. Les parents viennent avec "
    "leurs tout-petits, restent parler et repartent souvent avec une idée ou un numéro de téléphone. La "
    "fréquentation a doublé entre la première et la deuxième année, surtout à Val-des-Prés où il n’y avait rien "
    "avant 2023."
)


def filled_carnet():
    """Nearly every sheet filled in believable French, a plan and three ratings."""
    round_ = new_round()
    kept = kept_objects(round_)
    write = Writing(round_)
    early_sheets(write)
    collaboration_sheets(write)
    vision(write)
    results(write)
    strategies(write, kept)
    follow_up_sheets(write)
    write.store()
    plan_lines(round_, kept)
    registry(round_)
    rate(round_, datetime.date(2024, 4, 16), 1, "Première rencontre du nouveau comité.")
    rate(round_, datetime.date(2025, 3, 11), 2)
    rate(round_, datetime.date(2026, 10, 6), 3, "Les budgets d’animation sont maintenant mis en commun.")
    stand_still(round_)
    return round_


def kept_objects(round_):
    return [
        keep(round_, "Les mardis de jeu libre", "A", "sustain", "programmes"),
        keep(round_, "Le bac de livres voyageur", "A", "transform", "programmes"),
        keep(round_, "La politique familiale de Val-des-Prés", "P", "sustain", "policies"),
        keep(round_, "L’accueil en français simple dans les services", "P", "sustain", "practices"),
        keep(round_, "Lire aux bébés, c’est normal", "C", "sustain", "norms"),
        keep(round_, "Le lien entre les CPE et le CLSC", "R", "sustain", "relations"),
        keep(round_, "Le comité des gestionnaires", "S", "let_go"),
    ]


def registry(round_):
    """Two wheels, a wedge where nobody is yet, and an actor of whom much is written."""
    wheels = {
        ("formal", "Petite enfance"): (["CPE Les Trois Ponts"], ["Garderie du Village"]),
        ("formal", "Scolaire"): ([], ["École des Érables"]),
        ("formal", "Municipal"): (["Ville de Val-des-Prés"], []),
        ("formal", "Sécurité publique"): ([], []),
        ("informal", "Parents"): (["Parents des mardis"], ["Pères du soccer"]),
    }
    for (circle, name), actors in wheels.items():
        sector = wedge(round_, circle, name)
        for involvement, names in zip(("involved", "to_mobilise"), actors, strict=True):
            for one in names:
                actor(round_, one, sector, involvement=involvement)
    actor(
        round_,
        "TransÉrables",
        organisation="Transport collectif de la MRC",
        other_sector="Transport",
        circle="formal",
        contact="Direction du service",
        capacities="Sept minibus.\nUne répartitrice qui connaît les familles.",
        role="Ajuster deux trajets.",
        interest="Des sièges vides en matinée.",
        recruitment="Une rencontre, avec les chiffres.",
        barriers="Les sièges d’enfant.",
        contact_by="Karine B.",
        contact_on=datetime.date(2027, 1, 15),
    )


def wedge(round_, circle, name):
    place = Sector.objects.filter(workbook=round_.workbook, circle=circle).count() + 1
    return Sector.objects.create(workbook=round_.workbook, circle=circle, name=name, place=place)


def actor(round_, name, sector=None, **fields):
    return Actor.objects.create(workbook=round_.workbook, name=name, sector=sector, **fields)


def early_sheets(write):
    write("experiences", "positive", LONG, finished=True)
    write(
        "experiences",
        "positive_why",
        "Une personne portait le dossier et rappelait les gens.\nLes rencontres finissaient à l'heure : 14h30, pas "
        "une minute de plus.",
    )
    write("experiences", "difficult", "Un projet de transport collectif, abandonné après deux ans.")
    write(
        "experiences",
        "winning_conditions",
        ["Un but clair et partagé", "Du temps payé pour coordonner", "Des parents à la table dès le début"],
    )
    write("experiences", "pitfalls", ["Multiplier les comités", "Décider sans les municipalités"])
    write(
        "obstacles",
        "obstacles",
        {"chosen": ["turf", "costs", "other"], "other": "Le roulement du personnel dans les petits organismes"},
        finished=True,
    )
    write("obstacles", "response", "Deux rencontres par année au lieu de cinq, et un compte rendu d'une page.")
    for address, value in [("stance", 4), ("definition", 2), ("professionals", 3), ("agencies", 2), ("ownership", 4)]:
        write("approach", address, value)
    write("approach", "deciders", None, state="passed")
    write("approach", "our_type", "Un regroupement d'organismes qui apprend à laisser de la place aux parents.")
    write("members", "strengths_gaps", "Le milieu scolaire est très présent; le monde municipal l'est peu.")
    write("members", "absent.r1", {"name": "", "organisation": "Ville de Val-des-Prés", "sector": "municipal"})
    write("members", "absent.r2", {"name": "Le comité de parents", "organisation": "", "sector": "parents"})
    write("members", "to_mobilise.r1", {"name": "", "organisation": "Bibliothèque", "sector": "loisirs"})


def collaboration_sheets(write):
    for level, today, wished in [
        ("networking", "often", "often"),
        ("coordination", "sometimes", "often"),
        ("cooperation", "sometimes", None),
        ("collaboration", "rarely", "sometimes"),
    ]:
        write("continuum", f"today.{level}", today)
        if wished:
            write("continuum", f"wished.{level}", wished)
    write("continuum", "changes", "Préparer l’ordre du jour à deux, et finir par qui fait quoi.")
    write("continuum", "rating", "3")
    for number, (name, rung) in enumerate(
        [("Table 0-5 ans", 6), ("Comité de parents", 7), ("Fête de la famille", 6), ("Page Facebook", None)], start=1
    ):
        write("ladder", f"collaborations.r{number}", {"name": name, "rung": rung})
    for row, value, evidence in [
        ("shared_vision", 4, "La une du journal est affichée dans les quatre municipalités."),
        ("reinforcing_actions", 3, "Le bac de livres passe par les CPE et la bibliothèque."),
        ("communication", 4, "Une infolettre par mois, un compte rendu d’une page."),
    ]:
        write("collective_impact", f"rating.{row}", value)
        write("collective_impact", f"evidence.{row}", evidence)
    write("collective_impact", "rating.backbone", None, state="passed")
    for row, value in [("sincerity", 3), ("reliability", 4), ("competence", 5), ("benevolence", 4)]:
        write("trust", f"rating.{row}", value)
    write("trust", "growth", "Prévenir avant la rencontre quand on ne peut pas faire ce qu’on avait dit.")
    for row, value in [("diversity", 3), ("early_engagement", 2), ("influence", 3), ("equality", 4)]:
        write("partnership_wheel", f"rating.{row}", value)
    write("partnership_wheel", "note.diversity", "Les parents sont là, pas les employeurs.")


def vision(write):
    write("vision", "changes", "Les familles se croisent dehors, hiver comme été.")
    write("vision", "partners", "Les quatre municipalités, les CPE, la bibliothèque.")
    write("vision", "newspaper.g1", "Le Courrier des Érables")
    write("vision", "headline.g1", "Ici, on joue dehors à tout âge")
    write("vision", "lead.g1", "Deux cents personnes ont fêté la fin de la saison.\nLe parc est à elles.")
    for number, (name, text) in enumerate(
        [("Des parcs ouverts l’hiver", "Un sentier déneigé."), ("Des parents qui décident", ""), ("", "Des livres.")],
        start=1,
    ):
        if name:
            write("vision", f"theme_{number}.g1", name)
        if text:
            write("vision", f"theme_{number}_text.g1", text)
    write("vision", "headline.g2", "Les tout-petits ont leur mot à dire")


def follow_up_sheets(write):
    for address, value in [
        *[("institutionalisation.A", "in_progress"), ("policy.A", "planned"), ("community.A", "done")],
        *[("resources.R", "no"), ("policy.P", "done"), ("community.C", "planned")],
    ]:
        write("sustain_cycle", address, value)
    write("sustain_cycle", "intention", "Que jouer dehors reste facile et gratuit.")


def results(write):
    write("ft1", "programmes", LONG, finished=True)
    write("ft1", "policies", "Une politique familiale adoptée en 2025, avec 1500 $ par année pour le jeu.")
    write("ft1", "practices", "Les CPE et le CLSC se parlent avant l'entrée à la maternelle.")
    write("ft1", "norms", "Sortir avec un bébé en hiver ne surprend plus personne.")
    write("ft1", "relations", "On s'appelle par nos prénoms. On se téléphone avant d'écrire.")
    for row, fulfils, improve in [
        ("convener", "yes", "no"),
        ("catalyst", "shared", "yes"),
        ("documenting", "no", "yes"),
        ("problem_solving", "yes", "yes"),
    ]:
        write("ft2", f"fulfils.{row}", fulfils)
        write("ft2", f"improve.{row}", improve)


def strategies(write, kept):
    write("ft3", "importance", 5, finished=True)
    write(
        "ft3",
        "projects",
        {"objects": [str(kept[0].public_id), str(kept[1].public_id)], "text": "Et les ateliers d’éveil musical."},
    )
    write("ft3", "adopters", "Le service des loisirs de Val-des-Prés.\nLa Maison de la famille.\n" + LONG)
    write("ft3", "involve", "Les inviter à animer un mardi sur quatre dès janvier.")
    write("ft3", "commitment", "Une entente écrite avec deux organismes; un accord de principe avec un autre.")
    write("ft4", "importance", 3)
    for address in ("general", "local", "implement", "capacity", "next_steps"):
        write("ft4", address, LONG)
    write("ft5", "importance", 4)
    for address in ("norms", "influencers", "mobilise", "activities", "citizens", "assets", "media"):
        write("ft5", address, "Les grands-parents sont connus de tous : ce sont eux qui invitent. " + LONG)
    write("ft6", "importance", None, state="passed")
    write("ft6", "needed", "Un local chauffé, une animatrice deux jours par semaine, 3 000 $ de matériel.")
    write("ft6", "sources", {"chosen": ["municipal", "foundations"], "other": ""})
    write("ft6", "in_kind", "Le local et l'entretien, soit environ 40 % du budget.")


def plan_lines(round_, kept):
    plan(
        round_,
        "institutionalisation",
        "Signer une entente d’animation avec le service des loisirs",
        "Julie Tremblay (Maison de la famille)",
        datetime.date(2026, 10, 1),
        "Un modèle d’entente, deux rencontres",
        "in_progress",
        kept[0],
    )
    plan(round_, "institutionalisation", "Former trois animatrices", "CPE Les Petits Pas", datetime.date(2027, 1, 15))
    plan(
        round_,
        "policy",
        "Déposer un avis sur la politique familiale",
        "Comité d’orientation",
        datetime.date(2027, 2, 1),
        "Portrait des familles à jour",
        kept=kept[2],
    )
    plan(round_, "community", "Soirée de remerciement des bénévoles", "", None, "Salle et repas", "done")
    plan(
        round_,
        "community",
        "Inviter des grands-parents à lire dans les CPE",
        "Bibliothèque",
        datetime.date(2026, 12, 5),
        kept=kept[4],
    )
    plan(
        round_, "resources", "Demande à la fondation régionale", "Coordination", datetime.date(2027, 3, 31), "3 000 $"
    )
