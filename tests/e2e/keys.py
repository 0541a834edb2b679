"""Going about a page with the keyboard alone."""

MANY = 600  # more stops than any page has

# A stop is in sight when, somewhere down its middle, the topmost thing is itself, one of its parts or its label; and
# when a ring is drawn on it, or on the segment around it. Some fields (a date) hold several stops.
STOP = """(count) => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const shown = one.closest(".segment, .choice") ?? one;
  const box = shown.getBoundingClientRect();
  const top = Math.max(box.top, 0), height = Math.min(box.bottom, innerHeight) - top;
  const tops = [0.15, 0.5, 0.85].map((part) => document.elementFromPoint(
    Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1), top + height * part));
  const parts = [shown, ...(one.labels ?? [])];
  const style = getComputedStyle(shown);
  const stop = {
    html: one.outerHTML.slice(0, 100),
    isSeen: tops.some((top) => top && parts.some((part) => part.contains(top))),
    hasRing: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none",
    met: one.dataset.stop === undefined ? -1 : Number(one.dataset.stop),
  };
  one.dataset.stop = count;
  return stop;
}"""


IS_THERE = """([name, css]) => {
  const one = document.activeElement;
  const said = one.labels?.[0] ?? one;
  return said.textContent.replace(/\\s+/g, " ").trim().startsWith(name.replace(/\\s+/g, " ")) && one.matches(css);
}"""


def walk(page, key="Tab"):
    """Every stop until the focus leaves the page or comes back to one already met; the faults on the way."""
    faults = []
    for count in range(MANY):
        page.keyboard.press(key)
        stop = page.evaluate(STOP, count)
        if stop is None or 0 <= stop["met"] < count - 1:
            return count, faults
        faults += [f"hidden: {stop['html']}"] if not stop["isSeen"] else []
        faults += [f"no ring: {stop['html']}"] if not stop["hasRing"] else []
    return MANY, ["the walk never ends"]


def tab_to(page, name="", *, css="*", key="Tab"):
    """Goes from stop to stop until the one whose words begin so, or that the selector fits; it must be reached."""
    for _ in range(MANY):
        page.keyboard.press(key)
        if page.evaluate(IS_THERE, [name, css]):
            return
    raise AssertionError(f"{key} never reaches {name or css}")


def press(page, name, key="Enter"):
    """Goes to a link or a button, presses it, and waits for the page where it leads."""
    tab_to(page, name, css="a, button")
    with page.expect_navigation():
        page.keyboard.press(key)
