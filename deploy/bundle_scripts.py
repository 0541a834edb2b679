"""Our scripts as browsers receive them: their comments and their indentation stay behind.

    .venv/bin/python deploy/bundle_scripts.py static/js .build/theme/js
    .venv/bin/python deploy/bundle_scripts.py static/js/phone/phone.js .build/theme/js/phone.js

Of a folder, each script by itself. Of a script, one file with all that it imports, for a page that cannot afford a
request for each: our modules are plain, each import and each export stands on a line of its own. Each module becomes
a function that runs once, in the order of the imports.
"""

import re
import sys
from pathlib import Path

IMPORT = re.compile(r'^import (?:\{ ([^}]+) \} from )?"(\.[^"]+)";$')
EXPORTED = re.compile(r"^export (?:async )?(?:function|const|class) (\w+)")
EXPORTED_LIST = re.compile(r"^export \{ ([^}]+) \};$")


class NotPlain(Exception):
    """A module is written in a way that this program does not read."""


def main(source, output):
    source, output = Path(source), Path(output)
    if source.is_file():
        write(output, bundle(source))
    else:
        for path in sorted(source.rglob("*.js")):
            write(output / path.relative_to(source), "\n".join([*light(path), ""]))


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def light(path):
    """Its lines that say something to a browser."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    lines = [line for line in lines if line and not line.startswith("//")]
    for line in lines:
        if line.count("`") % 2:
            raise NotPlain(f"{path.name}: a text on several lines: {line}")
    return lines


def bundle(entry):
    modules = in_order(entry.resolve(), {})
    names = {path: f"$${place}" for place, path in enumerate(modules)}
    return "".join(wrapped(path, lines, names) for path, lines in modules.items())


def in_order(path, done):
    """{path: its lines}, those that are imported before those that import them."""
    lines = light(path)
    for line in lines:
        found = IMPORT.match(line)
        if found and (imported := (path.parent / found[2]).resolve()) not in done:
            in_order(imported, done)
    done[path] = lines
    return done


def wrapped(path, lines, names):
    exported, body = [], []
    for line in lines:
        if found := IMPORT.match(line):
            body += imported_line(found, names[(path.parent / found[2]).resolve()])
        elif found := EXPORTED_LIST.match(line):
            exported += found[1].split(", ")
        elif line.startswith(("import ", "export ")) and not EXPORTED.match(line):
            raise NotPlain(f"{path.name}: {line}")
        else:
            exported += EXPORTED.findall(line)
            body.append(line.removeprefix("export "))
    inside = "\n".join([*body, f"return {{ {', '.join(exported)} }};"])
    return f"const {names[path]} = (() => {{\n{inside}\n}})();\n"


def imported_line(found, module):
    wanted = (found[1] or "").replace(" as ", ": ")
    return [f"const {{ {wanted} }} = {module};"] if wanted else []


if __name__ == "__main__":
    main(*sys.argv[1:])
