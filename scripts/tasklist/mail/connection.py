"""What every connection to a mail server shares: certificates checked, troubles in words."""

from __future__ import annotations

import base64
import re
import socket
import ssl

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
    """A server's words without the password, whether it stands there as it is or inside something in base64."""
    if not secret:
        return words
    return _BASE64.sub(
        lambda found: _MASK if _holds(found[0].rstrip("="), secret.encode()) else found[0], words.replace(secret, _MASK)
    )


_MASK = "***"
_BASE64 = re.compile(r"[A-Za-z0-9+/]{4,}={0,2}")


def _holds(token: str, secret: bytes) -> bool:
    """Does it decode to something with the secret in it, wherever the encoding begins?"""
    tails = (token[start:] for start in range(4))
    return any(secret in base64.b64decode(tail[: len(tail) - (len(tail) % 4 == 1)] + "==") for tail in tails)


def trouble(error: BaseException) -> str:
    """A lost connection in Chinese, for a sentence that has named the server."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"的证书不可信（{error.verify_message}）：请核对服务器名；内部服务器请用 ca_file 指明其根证书"
    if isinstance(error, ssl.SSLError):
        return f"加密连接没有建成（{error.reason or error}）：请核对 tls 和 port 是否相配"
    if isinstance(error, TimeoutError):
        return "没有回应：请检查网络、服务器名和端口"
    if isinstance(error, socket.gaierror):
        return "的名字查不到：请核对服务器名和网络"
    if isinstance(error, ConnectionRefusedError):
        return "拒绝连接：请核对服务器名和端口"
    return f"连接中断（{shorten(visible(str(error)), 120) or type(error).__name__}）"
