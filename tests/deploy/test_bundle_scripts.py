"""One script from several: what is imported runs first and once; what the program cannot read is refused."""

import importlib.util
import subprocess
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
SCRIPTS = {
    "main.js": '// The whole.\nimport { twice as double, name } from "./lib/words.js";\nimport "./effect.js";\n\n'
    "  console.log(name, double(2));\n",
    "effect.js": 'import { name } from "./lib/words.js";\nconsole.log(`effect of ${name}`);\n',
    "lib/words.js": 'console.log("words");\nconst secret = 2;\nexport const twice = (number) => number * secret;\n'
    'const name = "mots";\nexport { name };\nexport async function wait() {}\n',
}


@pytest.fixture(scope="module")
def bundling():
    spec = importlib.util.spec_from_file_location("bundle_scripts", TOP / "deploy" / "bundle_scripts.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "lib").mkdir()
    for name, text in SCRIPTS.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def test_what_is_imported_runs_first_and_once(bundling, folder):
    bundling.main(folder / "main.js", folder / "out" / "whole.js")

    text = (folder / "out" / "whole.js").read_text()
    said = subprocess.run(["node", "-e", text], capture_output=True, text=True, check=True).stdout.splitlines()
    assert said == ["words", "effect of mots", "mots 4"]
    assert "The whole" not in text


@pytest.mark.parametrize(
    "line",
    ['import words from "./lib/words.js";', "export default 3;", "const text = `on two", 'import * as a from "b";'],
)
def test_what_it_does_not_read_is_refused(bundling, folder, line):
    (folder / "main.js").write_text(f"{line}\n")

    with pytest.raises(bundling.NotPlain):
        bundling.bundle(folder / "main.js")


def test_each_script_of_a_folder_leaves_its_comments_behind(bundling, folder, tmp_path):
    bundling.main(folder, tmp_path / "light")

    written = {str(path.relative_to(tmp_path / "light")) for path in (tmp_path / "light").rglob("*.js")}
    assert written == set(SCRIPTS)
    assert (tmp_path / "light" / "main.js").read_text().splitlines() == [
        'import { twice as double, name } from "./lib/words.js";',
        'import "./effect.js";',
        "console.log(name, double(2));",
    ]


def test_our_scripts_still_run_without_their_comments(bundling, tmp_path):
    bundling.main(TOP / "static" / "js", tmp_path)

    for path in tmp_path.rglob("*.js"):
        path.rename(path.with_suffix(".mjs"))
    subprocess.run(["node", "--check", *tmp_path.rglob("*.mjs")], check=True, capture_output=True)


def test_the_script_of_a_phone_is_one_that_runs(bundling, tmp_path):
    output = tmp_path / "phone.js"
    bundling.main(TOP / "static" / "js" / "phone" / "phone.js", output)

    subprocess.run(["node", "--check", output], check=True, capture_output=True)
    assert "import " not in output.read_text()
