"""What every page must be, whatever it shows: looked at on a wide screen, on a phone and at 400 % zoom."""

from django.conf import settings

AXE = (settings.NODE_MODULES / "axe-core" / "axe.min.js").read_text()
WIDE, PHONE, NARROWEST = 1280, 360, 320  # 1280 at 400 % is 320

# The page's own policy would refuse an added <script>: the debugging protocol evaluates it instead.
# Its preload would fetch every style sheet once more, for rules that are off.
RUN_AXE = """(root) => axe.run(root, {
    resultTypes: ["violations"], preload: false, rules: { "target-size": { enabled: true } },
  }).then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`))"""

TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  const all = [...document.querySelectorAll("body *")];
  const wide = all.filter((one) => one.getBoundingClientRect().right > width + 1);
  if (document.documentElement.scrollWidth <= width) return [];
  return wide.map((one) => `too wide: ${one.outerHTML.slice(0, 90)}`);
}"""

# A radio or a box is as large as its label; a link inside a sentence is as high as its line.
TOO_SMALL = """() => {
  const labelOf = (one) => one.matches("[type=radio], [type=checkbox]") ? one.labels[0] : null;
  const isInSentence = (one) => one.matches("a") && getComputedStyle(one).display === "inline"
    && one.parentElement.textContent.trim() !== one.textContent.trim();
  const boxesOf = (one) => [one, labelOf(one)].filter(Boolean).map((part) => part.getBoundingClientRect());
  const heightOf = (one) => Math.max(...boxesOf(one).map((box) => box.height));
  return [...document.querySelectorAll("a[href], button, summary, select, textarea, input:not([type=hidden])")]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().width > 1)
    .filter((one) => !isInSentence(one))
    .filter((one) => heightOf(one) < (one.matches("a") && !one.closest("form, nav") ? 24 : 44))
    .map((one) => `${Math.round(heightOf(one))} px high: ${one.outerHTML.slice(0, 90)}`);
}"""

# WCAG 1.4.12: nothing may be cut when a reader spaces letters, words, lines and paragraphs.
SPACE_TEXT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
UNSPACE_TEXT = "() => { document.adoptedStyleSheets = []; }"
CUT = """() => [...document.querySelectorAll("body *:not(input, select)")]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().width > 1 && one.childElementCount === 0)
  .filter((one) => ["hidden", "clip"].includes(getComputedStyle(one).overflowX))
  .filter((one) => one.scrollWidth > one.clientWidth + 1)
  .map((one) => `cut: ${one.outerHTML.slice(0, 90)}`)"""

FAULTS_OF_THE_DOCUMENT = """() => [
  ...(document.documentElement.lang === "fr-CA" ? [] : ["the page does not say that it is in Québec French"]),
  ...(document.querySelectorAll("h1").length === 1 ? [] : ["not exactly one first title"]),
  ...[...document.querySelectorAll("svg")].filter((one) => one.getAttribute("aria-hidden") !== "true"
      && one.getAttribute("role") !== "img").map((one) => `a drawing without a role: ${one.outerHTML.slice(0, 60)}`),
  ...[...document.querySelectorAll("[style], style, script:not([src])")]
    .map((one) => `inline: ${one.outerHTML.slice(0, 60)}`),
  ...[...document.querySelectorAll("a[href='']")]
    .map((one) => `a link to nowhere: ${one.outerHTML.slice(0, 60)}`),
]"""

# What an error must be for someone who does not see the page (B rows): said in the title, focused, tied to its field.
FAULTS_OF_ERRORS = """() => [
  ...(document.title.startsWith("Erreur\\u00a0: ") ? [] : [`the title does not say it: ${document.title}`]),
  ...[...document.querySelectorAll("main [aria-invalid=true]")].filter((one) => {
    const group = one.closest("fieldset[aria-describedby]");
    const ids = `${one.getAttribute("aria-describedby") ?? ""} ${group?.getAttribute("aria-describedby") ?? ""}`;
    return !ids.split(" ").some((id) => id && document.getElementById(id)?.textContent.trim());
  }).map((one) => `an error not tied to its field: ${one.outerHTML.slice(0, 90)}`),
]"""


def faults(page, *, within="html"):
    """`within`: where axe looks, when an open menu half covers the rest."""
    page.wait_for_load_state()
    found = [f"{fault}" for fault in page.evaluate(FAULTS_OF_THE_DOCUMENT)]
    page.evaluate(AXE)
    for width in (WIDE, PHONE):
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"axe at {width}, {fault}" for fault in page.evaluate(RUN_AXE, within)]
        found += [f"at {width}, {fault}" for fault in page.evaluate(TOO_WIDE)]
    found += [f"at {PHONE}, {fault}" for fault in page.evaluate(TOO_SMALL)]
    page.set_viewport_size({"width": NARROWEST, "height": 256})
    found += [f"at {NARROWEST}, {fault}" for fault in page.evaluate(TOO_WIDE)]
    page.evaluate(SPACE_TEXT)
    found += [f"spaced at {NARROWEST}, {fault}" for fault in page.evaluate(TOO_WIDE) + page.evaluate(CUT)]
    page.evaluate(UNSPACE_TEXT)
    return found


def faults_of_errors(page):
    return page.evaluate(FAULTS_OF_ERRORS)
