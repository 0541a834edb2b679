"""Nothing is ever cut or covered, whatever the answers; and the SVG holds only what every reader can draw."""

import datetime
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import combinations
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from worksheets.codes import Strategy
from worksheets.diagrams import importance
from worksheets.diagrams.figure import Figure
from worksheets.diagrams.geometry import centred
from worksheets.diagrams.importance import StrategyAnswers, draw_importance, table_of_importance
from worksheets.diagrams.palette import Shape
from worksheets.diagrams.svg import svg
from worksheets.diagrams.table import Table
from worksheets.diagrams.text import find_measure
from worksheets.diagrams.timeline import PHONE, DatedLevel, draw_timeline
from worksheets.templatetags.diagrams import mobilisation_timeline

MEASURE = find_measure(settings.FONT_FOLDERS)
DAY = datetime.date(2026, 3, 1)
LONG = "x" * 60

days = st.dates(min_value=datetime.date(2000, 1, 1), max_value=datetime.date(2100, 12, 31))
points = st.lists(st.builds(DatedLevel, days, st.integers(1, 4)), max_size=40)
names = st.fixed_dictionaries({level: st.text(min_size=1, max_size=60) for level in (1, 2, 3, 4)})
answers = st.tuples(
    *[
        st.builds(
            StrategyAnswers,
            strategy=st.just(strategy),
            label=st.text(min_size=1, max_size=60),
            values=st.lists(st.integers(1, 5), max_size=40).map(tuple),
            passed=st.integers(0, 40),
            before=st.lists(st.integers(1, 5), max_size=3).map(tuple),
        )
        for strategy in Strategy
    ]
)


def assert_nothing_cut_or_covered(drawing):
    boxes = [label.box for label in drawing.labels] + [mark.box for mark in drawing.marks]
    for box in boxes:
        assert box.inside(drawing.box), box
    for label, mark in ((label, mark) for label in drawing.labels for mark in drawing.marks):
        assert not label.box.overlaps(mark.box), (label, mark)
    for one, other in combinations(drawing.labels, 2):
        assert not one.box.overlaps(other.box), (one, other)


@examples(deadline=None)
@given(points, names)
def test_timeline_keeps_every_label_and_mark_apart(points, names):
    drawing = draw_timeline(points, measure=MEASURE, names=names)

    assert_nothing_cut_or_covered(drawing)
    assert len(drawing.marks) == len(points)
    for one, other in combinations(drawing.marks, 2):
        assert not one.box.overlaps(other.box), (one, other)


@pytest.mark.parametrize("frame", [importance.PAGE, importance.PHONE])
@examples(deadline=None)
@given(answers=answers)
def test_importance_keeps_every_label_and_mark_apart(frame, answers):
    drawing = draw_importance(answers, measure=MEASURE, frame=frame)

    assert_nothing_cut_or_covered(drawing)
    assert len(drawing.marks) == len(answers) + sum(len(one.values) for one in answers)
    for one, other in combinations(drawing.marks, 2):
        assert not one.box.overlaps(other.box), (one, other)


@pytest.mark.parametrize("count", [0, 1, 2, 5, 30, 200])
def test_timeline_holds_on_a_phone_too(count):
    points = [DatedLevel(DAY + datetime.timedelta(days=90 * i), 1 + i % 4) for i in range(count)]

    drawing = draw_timeline(points, measure=MEASURE, frame=PHONE)

    assert drawing.width <= 328
    assert_nothing_cut_or_covered(drawing)
    assert all(mark.radius > 0 for mark in drawing.marks)


@pytest.mark.parametrize("count", [0, 1, 2, 40])
def test_timeline_with_names_of_sixty_signs_without_a_space(count):
    points = [DatedLevel(DAY + datetime.timedelta(days=i), 1 + i % 4) for i in range(count)]

    assert_nothing_cut_or_covered(draw_timeline(points, measure=MEASURE, names=dict.fromkeys((1, 2, 3, 4), LONG)))


def test_timeline_says_everything_in_words():
    points = [DatedLevel(datetime.date(2026, 5, 12), 3), DatedLevel(datetime.date(2024, 3, 1), 1)]

    drawing = draw_timeline(points, measure=MEASURE)

    assert drawing.title == (
        "Cote de mobilisation\u00a0: 3, coopération, notée le 12\u00a0mai\u00a02026. "
        "Avant\u00a0: 1er\u00a0mars\u00a02024, 1 réseautage."
    )


def test_timeline_without_a_rating_says_so():
    drawing = draw_timeline([], measure=MEASURE)

    assert drawing.title == "Aucune cote de mobilisation n’est notée pour l’instant."
    assert drawing.marks == ()


def test_importance_says_everything_in_words():
    answers = [
        StrategyAnswers(strategy=Strategy.INSTITUTIONALISATION, label="Institutionnalisation", values=(4,)),
        StrategyAnswers(strategy=Strategy.POLICY, label="Changement de politiques", values=(2, 3, 5, 5), passed=2),
        StrategyAnswers(strategy=Strategy.COMMUNITY, label="Appropriation", passed=1),
        StrategyAnswers(strategy=Strategy.RESOURCES, label="Ressources"),
    ]

    assert draw_importance(answers, measure=MEASURE).title == (
        "Importance des quatre stratégies, de 1 à 5\u00a0: institutionnalisation, 4 sur 5; "
        "changement de politiques, médiane 4, 4 réponses, 2 je ne sais pas; "
        "appropriation, je ne sais pas; ressources, pas encore notée."
    )


def test_importance_in_the_round_before_is_a_hollow_mark_and_words():
    answers = [StrategyAnswers(strategy=Strategy.POLICY, label="Changement de politiques", values=(4,), before=(2,))]

    drawing = draw_importance(answers, measure=MEASURE)

    assert drawing.title.endswith("changement de politiques, 4 sur 5, avant 2.")
    assert [(frame.shape, frame.x, frame.colour) for frame in drawing.frames] == [(Shape.SQUARE, 172, "none")]
    assert drawing.labels[-1].text == "En gris, sans remplissage\u00a0: avant."
    assert table_of_importance(answers).rows == (("Changement de politiques", "4 sur 5, avant 2"),)


def test_the_same_answers_in_another_order_give_the_same_picture():
    one = [StrategyAnswers(strategy=Strategy.POLICY, label="P", values=(1, 4, 4, 5))]
    other = [StrategyAnswers(strategy=Strategy.POLICY, label="P", values=(4, 5, 1, 4))]

    assert svg(draw_importance(one, measure=MEASURE)) == svg(draw_importance(other, measure=MEASURE))


PAYLOADS = [
    "<script>alert(1)</script>",
    "<svg onload=alert(1)>",
    "]]><image href='file:///etc/passwd'/>",
    '" onload="alert(1)',
    "a\x00b\x0bc\u202ed\ufffe",
    "&lt;&amp;{{7*7}}%(x)s",
]
ALLOWED = {"svg", "title", "desc", "line", "rect", "path", "text", "g"}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_user_words_stay_words_in_the_svg(payload):
    answers = [StrategyAnswers(strategy=Strategy.POLICY, label=payload, values=(3,))]

    root = ET.fromstring(svg(draw_importance(answers, measure=MEASURE)))

    assert {element.tag.partition("}")[2] for element in root.iter()} <= ALLOWED
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]
    assert not [name for element in root.iter() for name in element.attrib if name in {"href", "style", "class"}]
    assert root[0].tag.endswith("title")


def test_tags_draw_what_the_models_hold():
    ratings = [SimpleNamespace(rated_on=DAY, level=2), SimpleNamespace(rated_on=DAY, level=3)]

    root = ET.fromstring(mobilisation_timeline(ratings))

    assert root.get("role") == "img"
    assert root[0].text.startswith("Cote de mobilisation")


FIGURE = Figure(
    name="importance",
    caption="Importance <de la>",
    drawing=draw_timeline([], measure=MEASURE),
    table=Table("En tableau", ("Stratégie", "Importance"), (("Ressources & cie", "4 sur 5"),)),
    narrow=draw_timeline([], measure=MEASURE, frame=PHONE),
)


def test_a_figure_is_a_drawing_its_phone_form_its_table_and_its_files():
    html = render_to_string(
        "components/_figure.html", {"figure": FIGURE, "files": [{"url": "/a.svg", "label": "Image (SVG)"}]}
    )

    assert html.count("<svg") - html.count('<svg class="') == 2
    assert "<figcaption>Importance &lt;de la&gt;</figcaption>" in html
    assert '<th scope="row">Ressources &amp; cie</th><td data-label="Importance">4 sur 5</td>' in html
    assert 'href="/a.svg"' in html
    assert html.index("Voir en tableau") < html.index('role="img"')


def test_a_halo_is_a_stroked_copy_under_the_letters():
    drawing = draw_timeline([], measure=MEASURE)
    word = centred("3", measure=MEASURE, x=9, y=9, size=30, halo="#FFFDF8")

    under, over = ET.fromstring(svg(replace(drawing, labels=(word,)))).findall(".//{*}text")

    assert (under.get("stroke"), under.get("fill"), under.text) == ("#FFFDF8", "#FFFDF8", "3")
    assert (over.get("stroke"), over.get("fill"), over.text) == (None, "#23302F", "3")
