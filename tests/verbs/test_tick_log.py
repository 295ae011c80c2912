"""tick --log: a timer without a window has nowhere to print to, so what is said goes into a file."""

from __future__ import annotations

from pathlib import Path

from offices import CONFIG, office, verb


def test_what_tick_says_and_complains_of_goes_into_the_log_and_nowhere_else(tmp_path: Path) -> None:
    home = office(tmp_path / "home")
    assert verb("tick", home, "--log", "--as-of", "2023-06-20T09:00") == (0, "", "")
    log = home / "outbox/log/tick.log"
    assert "现在没有到点的事" in log.read_text("utf-8")
    (home / "config.yaml").write_text("campaign: {}\n", "utf-8")
    assert verb("tick", home, "--log")[0] == 2
    assert "没有完成" in log.read_text("utf-8")


def test_what_is_due_is_told_in_the_words_of_check(tmp_path: Path) -> None:
    home = office(
        tmp_path, CONFIG + "schedule:\n- {do: merge, every: day}\n- {do: remind, every: week:3, workdays: true}\n"
    )
    _, due, _ = verb("tick", home, "--as-of", "2023-06-21T10:00", "--dry-run")
    _, done, _ = verb("tick", home, "--as-of", "2023-06-21T10:00")
    _, understood, _ = verb("check", home, "--as-of", "2023-06-21T10:00")
    for words in ("每天 09:00 汇总", "每周三 09:00 提醒（按工作日）"):
        assert words in due and words in done and words in understood


def test_a_log_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    home = office(tmp_path / "home")
    (home / "outbox/log").write_text("a file where the folder goes")
    code, _, err = verb("tick", home, "--log", "--as-of", "2023-06-20T09:00")
    assert code == 2 and err.startswith("没有完成：") and "outbox/log" in err
