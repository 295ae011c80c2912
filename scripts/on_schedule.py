"""The agenda as a foreground loop, for machines without cron: a tick every minute, whatever the last one did.

Each tick is a process of its own, so that nothing it does, crashing included, can end the loop.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import schedule

TICK = Path(__file__).resolve().with_name("tick.py")


def main(argv: list[str] | None = None) -> int:
    """Call `tick` with the same options every minute until the terminal says stop (Ctrl-C)."""
    arguments = sys.argv[1:] if argv is None else argv
    if set(arguments) & {"-h", "--help"}:
        print("用法：run.py on_schedule [选项]\n\n一直开着，每分钟看一次到点的定时任务（给没有 cron 的电脑）。")
        print("按 Ctrl-C 结束。选项与 tick 相同，常用的是 --home 文件夹；全部选项见 run.py tick --help。")
        return 0
    print("定时任务开始运行，每分钟看一次；按 Ctrl-C 结束。", flush=True)
    schedule.every().minute.do(_tick, arguments)
    try:
        _tick(arguments)
        while True:
            schedule.run_pending()
            time.sleep(1)
    except KeyboardInterrupt:
        print("定时任务已结束。")
        return 0


def _tick(arguments: list[str]) -> int:
    try:
        return subprocess.run([sys.executable, str(TICK), *arguments], check=False).returncode  # noqa: S603
    except OSError as error:
        print(f"这一次没有运行成（{error}），一分钟后再试。", file=sys.stderr, flush=True)
        return 2


if __name__ == "__main__":
    sys.exit(main())
