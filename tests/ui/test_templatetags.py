import pytest
from django.template import Context, Template

from rlp_portal.ui.icons import UnknownIcon, draw_icon
from rlp_portal.ui.templatetags.portal import STATUSES


def rendered(source, **context):
    return Template(source).render(Context(context)).strip()


def test_icon_is_drawn_in_the_page_and_hidden_from_assistive_technology():
    svg = rendered('{% icon "list" %}')

    assert svg.startswith(
        '<svg class="icon" width="18" height="18" viewBox="0 0 16 16" fill="currentColor" '
        'aria-hidden="true" focusable="false"><path '
    )
    assert "style" not in svg
    assert "xmlns" not in svg


@pytest.mark.parametrize("name", ["nulle-part", "../../package", "List", ""])
def test_unknown_icon_is_refused(name):
    with pytest.raises(UnknownIcon):
        draw_icon(name)


@pytest.mark.parametrize(("status", "words"), [(key, words) for key, (words, _) in STATUSES.items()])
def test_status_has_words_and_a_shape(status, words):
    html = rendered("{% status_tag status %}", status=status)

    assert html.startswith(f'<span class="status status-{status}"><svg')
    assert html.endswith(f"</svg>{words}</span>")


def test_capped_marks_still_escapes():
    assert rendered("{{ text|capped_marks }}", text="<b>" + "\u0301" * 20) == "&lt;b&gt;" + "\u0301" * 8


def test_counted_words_in_a_page():
    assert rendered('{% count_words n "feuille" %}', n=0) == "0\u00a0feuille"
    assert rendered('{% count_words n "feuille" %}', n=3) == "3\u00a0feuilles"


def test_an_absent_value_shows_nothing():
    assert (
        rendered(
            "{{ v|quebec_date }}{{ v|quebec_time }}{{ v|quebec_datetime }}{{ v|amount }}{{ v|quebec_number }}", v=None
        )
        == ""
    )
