"""What a newcomer does once `make run` has spoken: its words come in, the address is given.

    python3 deploy/newcomer.py http://127.0.0.1:8000 <what-it-said.txt

Opens the sign-in page and all that it is drawn with, then signs in with every account that was printed.
Standard library only: it runs where nothing is installed yet.
"""

import re
import sys
from html import unescape
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, build_opener

SIGN_IN = "/connexion/"


def main(address, said):
    if f"{address}/" not in said:
        sys.exit("L’adresse n’est pas affichée.")
    password = re.search("mot de passe «\u00a0(.+?)\u00a0»", said)
    accounts = re.findall(r"\S+@\S+", said)
    if not password or not accounts:
        sys.exit("Les comptes de démonstration ne sont pas affichés.")
    parts = open_all_parts(address)
    for email in accounts:
        sign_in(address, email, password[1])
    print(f"La page de connexion et ses {parts} fichiers s’ouvrent; {len(accounts)} comptes entrent.")


def open_all_parts(address):
    """A missing one is an HTTPError, which names it."""
    page = read(build_opener(), address + SIGN_IN)
    parts = re.findall(r'<(?:link|script|img)[^>]+(?:href|src)="(/static/[^"]+)"', page)
    if not any(part.endswith(".css") for part in parts):
        sys.exit("La page de connexion n’a pas de feuille de style.")
    for part in parts:
        with build_opener().open(urljoin(address, part)) as answer:
            answer.read()
    return len(parts)


def sign_in(address, email, password):
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    page = read(browser, address + SIGN_IN)
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    typed = {**{name: unescape(value) for name, value in hidden}, "login": email, "password": password}
    with browser.open(address + SIGN_IN, urlencode(typed).encode()) as answer:
        if SIGN_IN in answer.url:
            sys.exit(f"{email} n’entre pas.")


def read(browser, url):
    with browser.open(url) as answer:
        return answer.read().decode()


if __name__ == "__main__":
    main(sys.argv[1], sys.stdin.read())
