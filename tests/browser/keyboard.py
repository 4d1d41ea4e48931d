"""A person who uses nothing but the keyboard, and has to see where they are."""

from playwright.sync_api import Page

from tests.browser.phone import settled

FARTHEST = 90
"""Presses of Tab after which somebody would give up."""
NAME = """() => {
  let e = document.activeElement;
  while (e && e.shadowRoot && e.shadowRoot.activeElement) e = e.shadowRoot.activeElement;
  if (!e || !e.matches('a, button, input, textarea, select, summary, [role]')) return '';
  const label = e.labels && e.labels.length ? e.labels[0].innerText : '';
  const name = e.getAttribute('aria-label') || label || e.innerText || e.getAttribute('placeholder') || '';
  return name.replace(/\\s+/g, ' ').trim();
}"""
BOX = """() => { const e = document.activeElement;
  const r = (e.closest('[data-testid=stChatInput]') || e).getBoundingClientRect();
  return {x: r.x, y: r.y, width: r.width, height: r.height}; }"""
SETTLING = 250
"""Milliseconds in which a ring fades in or out."""
MARGIN = 6
"""Pixels round a control in which its focus may show."""


class Keyboard:
    """Presses keys in a page; every control that is used must show that it has the focus."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.pressed = 0
        """How often Tab was pressed so far."""
        self.unseen: list[str] = []
        """Controls that had the focus and did not show it."""

    @property
    def here(self) -> str:
        """The name of what has the focus; empty where nothing has."""
        return str(self._page.evaluate(NAME))

    def to(self, name: str, *, back: bool = False) -> None:
        """Press Tab until something of that name has the focus; `back` goes the other way."""
        settled(self._page)
        passed = []
        for _ in range(FARTHEST):
            self._page.keyboard.press("Shift+Tab" if back else "Tab")
            self.pressed += 1
            passed.append(self.here)
            if name in passed[-1]:
                self._look()
                return
        raise AssertionError(f"{name!r} cannot be reached; passed {list(dict.fromkeys(passed))}")

    def press(self, key: str) -> None:
        """Press one key."""
        self._page.keyboard.press(key)

    def use(self, name: str, *, back: bool = False) -> None:
        """Go to a control and press it."""
        self.to(name, back=back)
        self.press("Enter")

    def say(self, text: str) -> None:
        """Type into what has the focus, and send it."""
        self._page.keyboard.type(text)
        self.press("Enter")

    def _look(self) -> None:
        """Note the control where it looks the same with the focus and without."""
        box = self._page.evaluate(BOX)
        self._page.wait_for_timeout(SETTLING)
        with_focus = self._picture(box)
        self._page.evaluate("() => { window.__had = document.activeElement; window.__had.blur(); }")
        self._page.wait_for_timeout(SETTLING)
        without = self._picture(box)
        self._page.evaluate("() => window.__had.focus({focusVisible: true})")
        if with_focus == without:
            self.unseen.append(self.here)

    def _picture(self, box: dict[str, float]) -> bytes:
        return self._page.screenshot(
            clip={
                "x": max(0, box["x"] - MARGIN),
                "y": max(0, box["y"] - MARGIN),
                "width": box["width"] + 2 * MARGIN,
                "height": box["height"] + 2 * MARGIN,
            }
        )
