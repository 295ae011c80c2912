"""A password never leaves the program by way of a server's words, in whatever coat."""

from __future__ import annotations

import base64

import pytest

from tasklist.mail import servers
from tasklist.mail.connection import redacted
from tasklist.model.errors import UserError

SECRET = "wjw-授权码-8842"


def coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize("user", ["", "a", "ab", "office@example.org"])
@pytest.mark.parametrize("before", ["", "x", "AUTH PLAIN ", "535-5.7.8 Error: line was <"])
def test_a_line_that_logged_in_is_not_repeated(user: str, before: str) -> None:
    for echo in (f"{user}\0office@example.org\0{SECRET}", SECRET, f"{user}{SECRET}"):
        said = redacted(f"{before}{coded(echo)}> authentication failed", SECRET)
        assert coded(echo) not in said and "***" in said and said.endswith("authentication failed")


def test_the_password_itself_is_not_repeated_and_other_words_stay() -> None:
    assert redacted(f"535 bad password {SECRET}, try again", SECRET) == "535 bad password ***, try again"
    assert redacted("550 5.1.1 User unknown in QUJDREVGRw==", SECRET) == "550 5.1.1 User unknown in QUJDREVGRw=="
    assert redacted("550 no login was made", "") == "550 no login was made"


@pytest.mark.parametrize("password", ["ｓｅｃｒｅｔ", "口令", "secret\n"])
def test_a_password_no_server_could_take_is_told_before_any_is_asked(
    password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TASKLIST_TEST_PASSWORD", password)
    with pytest.raises(UserError) as caught:
        servers.secret("TASKLIST_TEST_PASSWORD", "mail.password_env")
    assert "半角" in str(caught.value) and password not in str(caught.value)
