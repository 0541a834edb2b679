"""How a person acts on a page: with a mouse, with a finger, or without either."""

from playwright.sync_api import expect

MANY = 600  # more stops than any page has
# Whether the focus is there; else on which side of it the target lies.
WHERE = """(target) => {
  const here = document.activeElement;
  if (here === target) return "here";
  return here.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_PRECEDING ? "before" : "after";
}"""


class Pointer:
    """A mouse; a finger where the screen is touched."""

    def __init__(self, page):
        self.page = page
        self.touches = page.evaluate("navigator.maxTouchPoints > 0")

    def press(self, target):
        target.tap() if self.touches else target.click()

    def write(self, target, words):
        target.fill(words)

    def choose(self, target, option):
        target.select_option(option)


class Keyboard:
    """Tab, Shift+Tab, Enter and the letters, and nothing else."""

    def __init__(self, page):
        self.page = page

    def reach(self, target):
        expect(target).to_be_visible()
        for _ in range(MANY):
            where = target.evaluate(WHERE)
            if where == "here":
                return
            self.page.keyboard.press("Shift+Tab" if where == "before" else "Tab")
        raise AssertionError(f"Tab never reaches {target}")

    def press(self, target):
        self.reach(target)
        self.page.keyboard.press("Enter")

    def write(self, target, words):
        self.reach(target)
        self.page.keyboard.type(words)

    def choose(self, target, option):
        """By what the option begins with, as one finds it in a list that has the focus."""
        self.reach(target)
        self.page.keyboard.type(option)
        expect(target).to_have_value(option)
