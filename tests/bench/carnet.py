"""The portal's side for a browser: the demonstration, who is signed in, and the pages to look at.

`python -m tests.bench.carnet` prepares the database of DATABASE_URL and prints [name, path, cookie] for each page.
"""

import json
import sys

from tests.bench.portal import RLP, fill, session_of  # sets Django up: it comes first  # isort: skip

from django.test import Client
from django.urls import reverse

from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.models import Membership, Round
from worksheets import catalogue


def main():
    fill()
    coordinator, advisor = (reader(role) for role in (Role.COORDINATOR, Role.ADVISOR))
    number = Round.objects.filter(rlp__slug=RLP).latest("number").number
    key = heaviest_sheet(coordinator, number)
    pages = [
        ("Connexion", reverse("account_login"), None),
        ("Carnet", reverse("carnet", args=[RLP, number]), coordinator),
        (f"Feuille la plus lourde ({key})", reverse("whole_sheet", args=[RLP, number, key]), coordinator),
        ("Historique", reverse("sheet_history", args=[RLP, number, key]), coordinator),
        ("Portefeuille", reverse("portfolio"), advisor),
    ]
    json.dump(pages, sys.stdout)


def reader(role):
    return session_of(Membership.objects.filter(rlp__slug=RLP, role=role).earliest("pk").user)


def heaviest_sheet(session, number):
    client = Client()
    client.cookies["sessionid"] = session
    sizes = {
        one.key: len(client.get(reverse("whole_sheet", args=[RLP, number, one.key])).content)
        for one in catalogue.all_latest()
    }
    return max(sizes, key=sizes.get)


if __name__ == "__main__":
    main()
