"""Tabs that talk to the web app as a browser does: websocket and protobuf."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin, Subprotocol

from bench._served import LOOK_EVERY, PATIENCE, Server

SUBPROTOCOLS: Final = [Subprotocol("streamlit")]


class PageError(Exception):
    """A page showed an exception, or the server closed the session."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box to type in, as it was drawn last; `fragment` is the part of the page that a message from it runs."""

    id: str
    disabled: bool
    fragment: str


@dataclass
class Tab:
    """One tab on one page. Timers of the page (`run_every`) fire here as they do in a browser."""

    _socket: ClientConnection
    page: str
    query: str
    box: Box | None = None
    errors: int = 0
    """Exceptions that the page has shown."""
    closed: bool = False
    """The server ended the session."""
    at: float = 0.0
    """When the awaited run ended, by `time.perf_counter`."""
    _drawn: Box | None = None
    """The box in the run that goes on; until that has ended, a person types into the one drawn before."""
    _script: str = ""
    """The server's name for the page, once it has said it."""
    _awaited: str = ""
    _begun: bool = False
    """Whether the run that is waited for has begun: a timer's may still have been on its way."""
    _done: asyncio.Event = field(default_factory=asyncio.Event)
    _timers: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    async def run(self, said: str | None = None) -> float:
        """Run the page, with words typed into its box if any; seconds until a run came to its good end.

        After words were said that is the first good end at which the box is open for the next ones. Raises
        PageError, and TimeoutError where the server does not answer.
        """
        message = self._rerun("")
        if said is not None:
            assert self.box is not None
            message.rerun_script.fragment_id = self.box.fragment
            state = message.rerun_script.widget_states.widgets.add(id=self.box.id)
            state.chat_input_value.data = said
        self._awaited, self._begun = message.rerun_script.fragment_id, False
        self._done.clear()
        sent = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            await self._done.wait()
        if self.closed or self.errors:
            raise PageError("The server closed the session." if self.closed else f"An exception on /{self.page}.")
        return self.at - sent

    async def open_box(self, patience: float) -> bool:
        """Wait until the box can be typed into; False where it cannot for so many seconds, as once a call is over."""
        until = time.perf_counter() + patience
        while self.box is None or self.box.disabled:
            if time.perf_counter() > until:
                return False
            await asyncio.sleep(LOOK_EVERY)
        return True

    async def listen(self) -> None:
        """Take what the server sends, until the tab is closed; whoever waits for a run hears of a closed line."""
        with suppress(ConnectionClosed):
            async for data in self._socket:
                assert isinstance(data, bytes)
                self._take(ForwardMsg.FromString(data))
        self.closed = True
        self._done.set()

    def stop(self) -> None:
        """Stop the timers."""
        self._cancel(list(self._timers))

    def _rerun(self, fragment: str) -> BackMsg:
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.fragment_id, asked.page_script_hash = self.query, fragment, self._script
        asked.page_name = "" if self._script else self.page
        asked.context_info.timezone, asked.context_info.locale = "Europe/London", "en-GB"
        return message

    def _take(self, message: ForwardMsg) -> None:
        match message.WhichOneof("type"):
            case "new_session":
                self._begin(list(message.metadata.run.fragment_ids))
            case "navigation":
                self._script = message.navigation.page_script_hash
            case "delta":
                self._draw(message)
            case "auto_rerun":
                fragment = message.auto_rerun.fragment_id
                if fragment not in self._timers:
                    self._timers[fragment] = asyncio.create_task(self._tick(fragment, message.auto_rerun.interval))
            case "stop_auto_rerun":
                self._cancel(list(message.stop_auto_rerun.fragment_ids))
            case "script_finished" if message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                self.box = self._drawn
                if self._begun and (self.box is None or not self.box.disabled):
                    self.at = time.perf_counter()
                    self._done.set()

    def _begin(self, fragments: list[str]) -> None:
        if not fragments:  # the whole page is drawn anew
            self._drawn = None
            self._cancel(list(self._timers))
        self._begun |= self._awaited in (fragments or [""])

    def _draw(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        match element.WhichOneof("type"):
            case "chat_input":
                self._drawn = Box(element.chat_input.id, element.chat_input.disabled, message.delta.fragment_id)
            case "exception":
                self.errors += 1

    def _cancel(self, fragments: list[str]) -> None:
        for fragment in fragments:
            if (timer := self._timers.pop(fragment, None)) is not None:
                timer.cancel()

    async def _tick(self, fragment: str, every: float) -> None:
        message = self._rerun(fragment)
        message.rerun_script.is_auto_rerun = True
        data = message.SerializeToString()
        while True:
            await asyncio.sleep(every)
            await self._socket.send(data)


@asynccontextmanager
async def tab(server: Server, page: str, query: str = "") -> AsyncIterator[Tab]:
    """A new tab on that page; nothing runs yet."""
    async with await _connected(server) as connection:
        opened = Tab(connection, page, query)
        listening = asyncio.create_task(opened.listen())
        try:
            yield opened
        finally:
            opened.stop()
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening


async def _connected(server: Server) -> ClientConnection:
    """A connection, as soon as the server takes one."""
    address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    until = time.perf_counter() + PATIENCE
    while True:
        try:
            return await connect(
                address, origin=Origin(server.url), subprotocols=SUBPROTOCOLS, max_size=None, proxy=None
            )
        except OSError:
            if time.perf_counter() > until:
                raise
            await asyncio.sleep(LOOK_EVERY)
