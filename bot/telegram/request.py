"""The way to the Bot API over HTTP: aiohttp behind python-telegram-bot's `BaseRequest`.

The library's own client, on httpx, costs most of the time that a message takes: `benchmarks/telegram_send.py` shows
both. A plain form, which most messages are, does without aiohttp, too (`bot/telegram/connections.py`).

A URL of the Bot API has the bot's token in it, and aiohttp writes URLs into its errors. So none of them leaves this
module, not even as the cause of another.
"""

import logging
import warnings
from collections.abc import Mapping
from typing import IO, Final, TypeAlias
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import msgspec
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from telegram.warnings import PTBDeprecationWarning
from yarl import URL

from bot.telegram.connections import KEEP_IDLE_SECONDS, Connections, NoConnectionError
from core.errors import CoachError

FilePart: TypeAlias = tuple[str, bytes | IO[bytes], str]
"""The name, content and media type of a file that is uploaded."""

_FORM_HEADERS: Final = {"Content-Type": "application/x-www-form-urlencoded"}
# What is bounded has to come as it is.
_PLAIN_HEADERS: Final = {"Accept-Encoding": "identity"}


class ProxyUnsupportedError(CoachError):
    """The proxy has to be an http:// or https:// address, and this one begins with "{scheme}"."""

    def __init__(self, *, scheme: str) -> None:
        self.scheme = scheme


class NotSentError(NetworkError):
    """The request did not leave: there was no connection to send it on."""


class TooLongError(NetworkError):
    """The answer is longer than what is wanted."""


class AiohttpRequest(BaseRequest):
    """Requests over a pool of `connections` kept open; an async context manager.

    Time-outs are in seconds. `proxy` is the URL of an HTTP proxy, with user and password where it wants them.

    Raises:
        ProxyUnsupportedError: the proxy is of another kind.

    """

    __slots__ = (
        "_connect_timeout",
        "_connections",
        "_kept_open",
        "_media_timeout",
        "_pool_timeout",
        "_proxy",
        "_session",
        "_timeout",
    )

    def __init__(
        self,
        *,
        connections: int = 64,
        connect_timeout: float = 5.0,
        read_timeout: float = 10.0,
        write_timeout: float = 10.0,
        pool_timeout: float = 30.0,
        media_write_timeout: float = 60.0,
        proxy: str | None = None,
    ) -> None:
        scheme = urlsplit(proxy).scheme if proxy else "http"
        if scheme not in {"http", "https"}:
            raise ProxyUnsupportedError(scheme=scheme)
        self._connections = connections
        self._proxy = proxy
        self._connect_timeout = connect_timeout
        self._pool_timeout = pool_timeout
        self._timeout = aiohttp.ClientTimeout(
            total=pool_timeout + connect_timeout + write_timeout + read_timeout,
            connect=pool_timeout + connect_timeout,
            sock_connect=connect_timeout,
            sock_read=read_timeout,
        )
        self._media_timeout = self._longer(media_write_timeout)
        self._session: aiohttp.ClientSession | None = None
        self._kept_open = Connections(
            count=connections,
            pool_timeout=pool_timeout,
            connect_timeout=connect_timeout,
            answer_timeout=read_timeout,
            agent=self.USER_AGENT,
        )

    @property
    def read_timeout(self) -> float | None:
        """Return how many seconds an answer may take."""
        return self._timeout.sock_read

    async def initialize(self) -> None:
        """Open the pool; no connection is made before the first request."""
        if self._session is not None:
            return
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=self._connections, keepalive_timeout=KEEP_IDLE_SECONDS, ttl_dns_cache=300
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self.USER_AGENT},
            timeout=self._timeout,
        )

    async def shutdown(self) -> None:
        """Close every connection."""
        if self._session is not None:
            await self._session.close()
        self._session = None
        self._kept_open.close()

    async def do_request(  # noqa: PLR0917 - the library's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one request for the library and return status and body."""
        fields = request_data.json_parameters if request_data else {}
        files = request_data.multipart_data if request_data else {}
        given = (read_timeout, write_timeout, connect_timeout, pool_timeout)
        if all(seconds is BaseRequest.DEFAULT_NONE for seconds in given):
            return await self._request(method, url, data=_body(fields, files), timeout=self._timeout_for(files))
        timeout = aiohttp.ClientTimeout(
            connect=_seconds(pool_timeout, self._pool_timeout),
            sock_connect=_seconds(connect_timeout, self._connect_timeout),
            sock_read=_seconds(read_timeout, self.read_timeout),
        )
        return await self._request(method, url, data=_body(fields, files), timeout=timeout)

    async def post_form(
        self, url: str, fields: Mapping[str, str], *, files: Mapping[str, FilePart] | None = None, patience: float = 0.0
    ) -> tuple[int, bytes]:
        """Post a form and return status and body; the answer may take `patience` seconds longer than usual.

        Raises:
            NotSentError: there was no connection.
            TimedOut: no answer came in time; the request may have been carried out.
            NetworkError: the connection broke; the request may have been carried out.

        """
        timeout = self._longer(patience) if patience else self._timeout_for(files)
        return await self._request("POST", url, data=_body(fields, files or {}), timeout=timeout)

    async def get(self, url: str, *, limit: int) -> tuple[int, bytes]:
        """Get what is at an address, as it is kept there, and return status and body.

        Raises:
            TooLongError: the body has more than `limit` bytes, of which no more were read.
            NetworkError: as `post_form` does.

        """
        return await self._request("GET", url, timeout=self._media_timeout, limit=limit)

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, object]:
        """Read an answer; what cannot be read is not written to the log, for it may be anything.

        Raises:
            NetworkError: it is not a JSON object.

        """
        try:
            return msgspec.json.decode(payload, type=dict[str, object])
        except (msgspec.DecodeError, ValueError):
            raise NetworkError(_UNREADABLE) from None

    async def _request(
        self,
        method: str,
        url: str,
        *,
        timeout: aiohttp.ClientTimeout,  # noqa: ASYNC109 - aiohttp keeps it, for each part of the request
        data: bytes | aiohttp.FormData | None = None,
        limit: int = 0,
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise NotSentError(_CLOSED)
        headers = _PLAIN_HEADERS if data is None else _FORM_HEADERS if isinstance(data, bytes) else None
        try:
            if isinstance(data, bytes) and self._is_plain(url, timeout=timeout):
                return await self._kept_open.post(url, data)
            async with self._session.request(
                method, url, data=data, headers=headers, timeout=timeout, proxy=self._proxy
            ) as response:
                return response.status, await (_read(response, limit=limit) if limit else response.read())
        except _NO_CONNECTION as error:
            raise NotSentError(type(error).__name__) from None
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from None

    def _is_plain(self, url: str, *, timeout: aiohttp.ClientTimeout) -> bool:
        """Tell whether nothing is wanted but the usual: no proxy, no other time-out, no user and password."""
        return self._proxy is None and timeout is self._timeout and "@" not in url

    def _timeout_for(self, files: Mapping[str, FilePart] | None) -> aiohttp.ClientTimeout:
        return self._media_timeout if files else self._timeout

    def _longer(self, seconds: float) -> aiohttp.ClientTimeout:
        return aiohttp.ClientTimeout(
            total=(self._timeout.total or 0.0) + seconds,
            connect=self._timeout.connect,
            sock_connect=self._timeout.sock_connect,
            sock_read=(self._timeout.sock_read or 0.0) + seconds,
        )


def keep_quiet() -> None:
    """Keep the libraries from writing URLs, which have the token in them, and runners' words into the log."""
    for library in ("telegram", "httpx", "httpcore"):
        logging.getLogger(library).setLevel(logging.WARNING)
    # It warns of its own next release at every 429.
    warnings.filterwarnings("ignore", category=PTBDeprecationWarning)


def environment_proxy(url: str) -> str | None:
    """Return the proxy that the environment (`HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`) names for an address."""
    parts = urlsplit(url)
    if proxy_bypass(parts.hostname or ""):
        return None
    proxies = getproxies()
    return proxies.get(parts.scheme) or proxies.get("all")


_UNREADABLE: Final = "the answer is not a JSON object"
_TOO_LONG: Final = "the answer is too long"
_CLOSED: Final = "the pool of connections is not open"
_NO_CONNECTION: Final = (
    NoConnectionError,
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientHttpProxyError,
    aiohttp.InvalidURL,
)


def _body(fields: Mapping[str, str], files: Mapping[str, FilePart]) -> bytes | aiohttp.FormData:
    if not files:
        # As the standard library's `urlencode`, in a fifth of the time.
        return URL.build(query=fields).raw_query_string.encode()
    form = aiohttp.FormData(fields, quote_fields=False)
    for name, (filename, content, media_type) in files.items():
        form.add_field(name, content, filename=filename, content_type=media_type)
    return form


async def _read(response: aiohttp.ClientResponse, *, limit: int) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_any():
        body += chunk
        if len(body) > limit:
            raise TooLongError(_TOO_LONG)
    return bytes(body)


def _seconds(given: object, default: float | None) -> float | None:
    if given is BaseRequest.DEFAULT_NONE:
        return default
    return given if isinstance(given, int | float) else None
