"""What surrounds every answer: a limit on what is taken in, headers that close doors, a trace id."""

import re
from collections.abc import Callable
from typing import Final

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.ports.watch import Step, Taken, Watch
from gateway.web.problems import problem

MOST_BYTES: Final = 1024 * 1024
COUNTED_THERE: Final = {
    "PUT": re.compile(r"/api/v1/projects/[^/]+/documents/[^/]+"),
    "POST": re.compile(r"/projects/[^/]+/(documents|approval|amendment)"),
}
"""Where a document is handed in, there and on its page: who takes the body counts it, once the caller is known."""

TRACE_HEADER: Final = "X-Trace-Id"
TRACEPARENT: Final = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")
"""The trace a caller says it is part of (W3C Trace Context); anything of another form is passed over."""

CLOSED: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""Nothing here is a page, is kept by a cache, or is shown inside something else."""

_log = structlog.get_logger("slussen.web")


class Envelope:
    """Around the whole application. `new_trace` names a call that is part of no trace yet."""

    def __init__(self, app: ASGIApp, *, new_trace: Callable[[], str], watch: Watch) -> None:
        self._app = app
        self._new_trace = new_trace
        self._watch = watch

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        parent = Request(scope).headers.get("traceparent", "")
        given = TRACEPARENT.fullmatch(parent)
        with self._watch.step(Step.CALL, parent=parent if given else None, method=scope["method"]) as taken:
            trace = taken.trace or (given[1] if given else self._new_trace())
            scope.setdefault("state", {})["trace"] = trace
            with structlog.contextvars.bound_contextvars(trace=trace):
                await self._answered(scope, receive, _Answer(send, trace), taken)

    async def _answered(self, scope: Scope, receive: Receive, answer: "_Answer", taken: Taken) -> None:
        try:
            counted_there = COUNTED_THERE.get(scope["method"])
            if counted_there is not None and counted_there.fullmatch(scope["path"]):
                await self._app(scope, receive, answer)
                return
            body = await _taken_in(Request(scope), receive)
            if body is None:
                await _plain(scope, receive, answer, code="too-large", status=413)
            else:
                await self._app(scope, _again(body, receive), answer)
        except Exception as fault:
            # The fault's own words may hold what was sent: the operator is told its class, the caller nothing.
            _log.error("unexpected", fault=type(fault).__name__, at=_place(fault))
            if not answer.begun:
                await _plain(scope, receive, answer, code="gateway", status=500)
        finally:
            route = getattr(scope.get("route"), "path", "-")
            taken.tell(route=route, status=str(answer.status))
            _log.info("answered", method=scope["method"], route=route, status=answer.status)


class _Answer:
    """`send` with the closing headers."""

    def __init__(self, send: Send, trace: str) -> None:
        self._send = send
        self._trace = trace
        self.begun = False
        self.status = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in CLOSED.items():
                headers.setdefault(name, value)
            headers[TRACE_HEADER] = self._trace
        await self._send(message)


async def _taken_in(request: Request, receive: Receive) -> bytes | None:
    """The whole body, or None where it is larger than what is taken in: it is not read to its end."""
    declared = request.headers.get("content-length", "0")
    if declared.isdigit() and int(declared) > MOST_BYTES:
        return None
    body: bytes = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > MOST_BYTES:
            return None
        if not message.get("more_body", False):
            return body


def _again(body: bytes, receive: Receive) -> Receive:
    told = False

    async def once() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return once


async def _plain(scope: Scope, receive: Receive, send: Send, *, code: str, status: int) -> None:
    request = Request(scope)
    # Whoever came with a browser is answered by a page, where there are pages.
    page_of = getattr(request.app.state, "page_of", None) if "app" in scope else None
    page = await run_in_threadpool(page_of, request, code, status) if page_of else None
    answer = page or problem(request, code, status=status)
    await answer(scope, receive, send)


def _place(fault: BaseException) -> str:
    at = fault.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    return f"{at.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{at.tb_lineno}" if at else "-"
