"""Texts that two people of the facilitation may type at once: the notes, the sentence of the group.

Their base is the text that the page had. What somebody else wrote meanwhile is shown beside, and nothing is lost.
"""

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone

from rlp_portal.ui.typography import quebec_time
from rlp_portal.workshops.refusals import TextChanged
from worksheets.kinds import kind_of


def typed(data, field):
    """(text, base) as `autosave.js` and a plain form send them; raises cleaning.Refused."""
    kind, name = kind_of(field), field.key
    base = data.get("base") if "choice" in data else data.get(f"{name}--base", "")
    return kind.clean(field, data.get(name)).value or "", as_stored(base)


def as_stored(text):
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").strip()


def save_text(request, *, field, save, back):
    """`save(text, base)` writes, or raises TextChanged. JSON for a script, a page for a form."""
    asks_html = request.accepts("text/html")
    text, base = typed(request.POST, field)
    if request.POST.get("choice") == "theirs":
        return JsonResponse({"saved": "", "base": base, "notices": []})
    try:
        save(text, base)
    except TextChanged as changed:
        context = {"text": text, "present": changed.present, "said": changed.said, "field": field, "back": back}
        if asks_html:
            return render(request, "workshops/console/two_texts.html", context, status=409)
        html = render_to_string("workshops/console/_text_conflict.html", {**context, "url": request.get_full_path()})
        return JsonResponse({"message": changed.said, "base": changed.present, "html": html}, status=409)
    if asks_html:
        return redirect(back)
    return JsonResponse({"saved": f"Enregistré à {quebec_time(timezone.now())}", "base": text, "notices": []})
