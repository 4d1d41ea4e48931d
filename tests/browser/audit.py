"""What is wrong with a page for somebody who does not see, point or sit before it as its makers did."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
STOCK: dict[str, str] = {}
"""Findings in Streamlit's own widgets that no app can mend: rule, and a part of the element's HTML."""

CUT = """() => {
  const found = [];
  const shown = e => { const s = getComputedStyle(e), r = e.getBoundingClientRect();
    return s.visibility !== 'hidden' && s.display !== 'none' && r.width > 2 && r.height > 2; };
  const scrolls = e => { for (let up = e; up && up !== document.body; up = up.parentElement) {
    const how = getComputedStyle(up).overflowX;
    if ((how === 'auto' || how === 'scroll') && !up.matches('[data-testid=stMain], [data-testid=stAppViewContainer]'))
      return true; } return false; };
  for (const box of [document.documentElement, document.querySelector('[data-testid=stMain]') || document.body,
                     document.querySelector('[data-testid=stAppScrollToBottomContainer]')])
    if (box && box.scrollWidth > box.clientWidth + 1)
      found.push(`scrolls sideways: ${box.dataset.testid || box.tagName} ${box.scrollWidth} > ${box.clientWidth}`);
  for (const row of document.querySelectorAll('[data-testid=stHorizontalBlock]'))
    if (/auto|scroll/.test(getComputedStyle(row).overflow) && !row.querySelector('a, button, input, textarea')
        && (row.scrollHeight > row.clientHeight + 1 || row.scrollWidth > row.clientWidth + 1))
      found.push(`a stop for Tab where nothing is to be done: ${row.innerText.slice(0, 60)}`);
  const closed = document.querySelector('[data-testid=stSidebar][aria-expanded=false]');
  for (const e of document.querySelectorAll('[data-testid=stApp] *')) {
    const own = [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.textContent.trim()).join('');
    if (!own || !shown(e) || (closed && closed.contains(e)) || e.closest('[data-testid=stIconMaterial], svg, canvas'))
      continue;
    const r = e.getBoundingClientRect(), s = getComputedStyle(e);
    if ((r.right > innerWidth + 1 || r.left < -1) && !scrolls(e)) found.push(`off the page: ${own.slice(0, 60)}`);
    if (s.overflowX !== 'visible' && s.overflowX !== 'auto' && s.overflowX !== 'scroll' &&
        e.scrollWidth > e.clientWidth + 2 && r.width > 4 && e.tagName !== 'TEXTAREA' && e.tagName !== 'INPUT')
      found.push(`cut short: ${own.slice(0, 60)}`);
  }
  return [...new Set(found)];
}"""

MOVING = """() => document.getAnimations()
  .filter(a => a.playState === 'running' && a.effect && a.effect.target && a.effect.getTiming().duration > 0)
  .map(a => `moves: ${a.animationName || a.transitionProperty} of ${a.effect.target.outerHTML.slice(0, 80)}`)"""

LOOKS, BETWEEN = 10, 300
"""How often a page is looked at before something counts as cut, and milliseconds between."""


def violations(page: Page) -> list[str]:
    """What axe finds on the page, as rule and element."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": LEVELS}}).response["violations"]
    named = [(one["id"], node["html"]) for one in found for node in one["nodes"]]
    return [f"{rule}: {html[:200]}" for rule, html in named if not (rule in STOCK and STOCK[rule] in html)]


def cut_off(page: Page, *, width: int, height: int) -> list[str]:
    """What is cut, or lies beside the page, in a window of this size; charts take a moment to follow it."""
    page.set_viewport_size({"width": width, "height": height})
    found: list[str] = []
    for _ in range(LOOKS):
        page.wait_for_timeout(BETWEEN)
        found = [f"{width} px: {one}" for one in page.evaluate(CUT)]
        if not found:
            break
    return found


def moving(page: Page) -> list[str]:
    """What goes on moving by itself, though the person asked for no motion; colours take a moment to change."""
    found: list[str] = []
    for _ in range(LOOKS):
        found = [str(one) for one in page.evaluate(MOVING)]
        if not found:
            break
        page.wait_for_timeout(BETWEEN)
    return found


def errors(page: Page) -> list[str]:
    """What the page says where it broke."""
    return [one.inner_text()[:200] for one in page.get_by_test_id("stException").all()]
