"""What every connection to a mail server shares: certificates checked, troubles in words."""

from __future__ import annotations

import base64
import re
import socket
import ssl
from collections.abc import Iterator

from tasklist.mail.listening import EndlessError
from tasklist.model.errors import UserError
from tasklist.text.display import shorten, visible


def tls_context(ca_file: str = "") -> ssl.SSLContext:
    """TLS that checks certificate and host name, trusting the system's authorities and those of `ca_file`."""
    context = ssl.create_default_context()
    if ca_file:
        try:
            context.load_verify_locations(ca_file)
        except (OSError, ssl.SSLError) as error:
            raise UserError(f"证书文件 {ca_file} 读不出来（{error}）：请核对 config.yaml 的 ca_file。") from error
    return context


def redacted(words: str, secret: str) -> str:
    """A server's words without the password, as it is or inside something in base64, whole or in part.

    A server that repeats the line that logged in may cut it anywhere: half of the password in a word masks the word.
    """
    if not secret:
        return words
    halves = {half for part in secret.replace("\\", "").split() if len(part) >= _LEAST for half in _halves(part)} | {
        secret
    }

    def masked(found: re.Match[str]) -> str:
        return _MASK if any(half in text for text in _readings(found[0]) for half in halves) else found[0]

    return _BASE64.sub(masked, _WORD.sub(masked, words.replace(secret, _MASK)))


_MASK = "***"
_LEAST = 4  # characters that give something away
_WORD = re.compile(r"\S+")
_BASE64 = re.compile(r"[A-Za-z0-9+/]{4,}={0,2}")


def _halves(part: str) -> set[str]:
    """Every piece of a password as long as half of it."""
    size = max(_LEAST, (len(part) + 1) // 2)
    return {part[start : start + size] for start in range(len(part) - size + 1)}


def _readings(word: str) -> Iterator[str]:
    """A word as it stands, without the strokes that quote, and, if it is base64, what that holds from wherever."""
    yield word
    yield word.replace("\\", "")
    if _BASE64.fullmatch(word):
        token = word.rstrip("=")
        for start in range(4):
            tail = token[start:]
            yield base64.b64decode(tail[: len(tail) - (len(tail) % 4 == 1)] + "==").decode("utf-8", "replace")


def trouble(error: BaseException, secret: str = "") -> str:
    """A lost connection in Chinese, for a sentence that has named the server. `secret` is never repeated."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"的证书不可信（{error.verify_message}）：请核对服务器名；内部服务器请用 ca_file 指明其根证书"
    if isinstance(error, ssl.SSLError):
        return f"加密连接没有建成（{error.reason or error}）：请核对 tls 和 port 是否相配"
    known = next((what for kind, what in _TROUBLES.items() if isinstance(error, kind)), "")
    return known or f"连接中断（{said(str(error), secret) or type(error).__name__}）"


_TROUBLES: dict[type[OSError], str] = {
    TimeoutError: "没有回应：请检查网络、服务器名和端口",
    socket.gaierror: "的名字查不到：请核对服务器名和网络",
    ConnectionRefusedError: "拒绝连接：请核对服务器名和端口",
    EndlessError: "说个没完，已经断开：请核对服务器名和端口",
}


def said(words: str, secret: str) -> str:
    """What a server said, as it may be shown: on one line, harmless, without the password."""
    return shorten(redacted(visible(words[:_HEARD]), secret), 120)


def decoded(words: bytes) -> str:
    """What a server said: in UTF-8, else as servers in China say it."""
    try:
        return words.decode()
    except UnicodeDecodeError:
        return words.decode("gb18030", "replace")


_HEARD = 4_000  # characters of an answer that are looked at
