"""Sees to it that nothing leaves the machine from a browser window, and that no script in it breaks."""

from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext

INSIDE = ("data", "blob", "about", "chrome-error")
"""Schemes of addresses that no network is needed for."""
NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""For the browser: whatever would leave fails at once, and is counted all the same."""
PATIENCE = 60_000
"""Milliseconds that anything may take on a busy machine; what is there sooner is taken at once."""
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36"


class Windows:
    """Browser windows that are watched from their first page to their last."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.left: list[str] = []
        """Addresses outside this machine that were asked for, by a request or a websocket."""
        self.broken: list[str] = []
        """Errors that no script in a page caught."""

    def open(
        self, *, width: int, height: int, dark: bool = False, still: bool = False, phone: bool = False
    ) -> BrowserContext:
        """A new window; `still` asks for no motion, and `phone` says that it is one."""
        context = self._browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce" if still else "no-preference",
            user_agent=PHONE if phone else None,
            has_touch=phone,
        )
        context.set_default_timeout(PATIENCE)
        context.on("request", lambda request: self._note(request.url))
        context.on("page", lambda page: page.on("websocket", lambda socket: self._note(socket.url)))
        context.on("weberror", lambda error: self.broken.append(str(error.error)))
        self._contexts.append(context)
        return context

    def check(self) -> None:
        """Fail where anything left, or broke."""
        assert self.left == [], "requests that left the machine"
        assert self.broken == [], "errors of scripts in a page"

    def close(self) -> None:
        """Close every window, and check."""
        for context in self._contexts:
            context.close()
        self.check()

    def _note(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in INSIDE and parts.hostname != "127.0.0.1":
            self.left.append(url)
