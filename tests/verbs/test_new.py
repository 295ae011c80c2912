"""new, and import_list of a notice into what it made: three commands and two edits to a filled form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from notice import notice
from offices import office, verb
from prose import DEMANDS, HEAD, SIGNED, STEPS, written
from shipped import SHIPPED
from tasklist.app import arguments, launchers
from tasklist.config import new_home
from tasklist.config.new_home import ROSTER


def new(folder: Path, *options: str) -> tuple[int, str, str]:
    """`new FOLDER`, whose --home says only where to take a campaign from."""
    home = Path(arguments.ROOT) if "--take" not in options else Path(options[-1])
    return verb("new", home, str(folder), *[each for each in options if each != str(home)])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    assert new(tmp_path / "步道")[0] == 0
    return tmp_path / "步道"


def source(tmp_path: Path, data: bytes) -> str:
    path = tmp_path / "通知.docx"
    path.write_bytes(data)
    return str(path)


def prose(tmp_path: Path, *more: str) -> str:
    return source(tmp_path, written((*HEAD, *STEPS, "四、工作要求", *DEMANDS, *more)))


def units(home: Path, *rows: tuple[str, str]) -> None:
    """The clerk's edit of the roster: units with their 类别 under those that stand there."""
    book = load_workbook(home / ROSTER)
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(min_row=3):
        row[2].value = "委直属单位"
    for name, group in rows:
        sheet.append([name, "", group])
    book.save(home / ROSTER)


def config(home: Path, **answers: str) -> None:
    """The clerk's edit of the settings: keys that were left empty."""
    path = home / "config.yaml"
    text = path.read_text("utf-8")
    for key, value in answers.items():
        assert f"{key}:  # 请补" in text, text
        text = text.replace(f"{key}:  # 请补", f"{key}: {value}  #", 1)
    path.write_text(text, "utf-8")


def test_a_new_home_has_all_a_campaign_needs_and_is_told_what_is_next(home: Path) -> None:
    assert {path.name for path in home.iterdir()} >= {"config.yaml", "templates", "inbox", "outbox"}
    assert len(list(home.glob(f"*{launchers.DESKTOP}")) + list(home.glob(f"*{launchers.COMMAND}"))) == 6
    code, _, err = verb("check", home)
    assert code == 2
    for key in ("campaign.title", "campaign.office", "campaign.issued_on", "periods"):
        assert key in err, "everything that is empty is told at once"


def test_a_home_is_never_made_in_the_programs_folder_or_over_something(home: Path) -> None:
    assert "程序文件夹里" in new(Path(arguments.ROOT) / "新工作")[2]
    assert "已经有东西" in new(home)[2]


def test_a_notice_in_prose_is_a_filled_form_in_three_commands_and_two_edits(home: Path, tmp_path: Path) -> None:
    assert verb("import_list", home, prose(tmp_path, *SIGNED))[0] == 0
    units(home, ("市康宁医院", "委注册医疗机构"))
    assert verb("fill", home, "--period", "2024-05", "--as-of", "2024-05-06")[0] == 0
    assert len(list((home / "outbox/2024-05/下发").iterdir())) == 3


def test_a_notice_with_a_list_is_a_filled_form_in_three_commands_and_two_edits(home: Path, tmp_path: Path) -> None:
    code, out, _ = verb("import_list", home, source(tmp_path, notice(SHIPPED.title, SHIPPED.tasks)))
    assert (code, "已写入 templates/任务清单.xlsx" in out) == (0, True)
    config(home, office="旗卫生健康委", issued_on="2023-04-04", every="month", due="25")
    units(home, ("旗医院", "卫生健康单位"), ("卫健委办公室", "卫健委机关股室"))
    assert verb("fill", home, "--period", "2023-06", "--as-of", "2023-06-01")[0] == 0
    assert len(list((home / "outbox/2023-06/下发").iterdir())) == 2


def test_every_fact_stands_in_the_settings_under_its_sentence(home: Path, tmp_path: Path) -> None:
    verb("import_list", home, prose(tmp_path, *SIGNED))
    lines = (home / "config.yaml").read_text("utf-8").splitlines()
    for key, sentence in (
        ("document_number: 东卫发〔2024〕8号", HEAD[1]),
        ("issued_on: 2024-03-06", "2024年3月6日"),
        ("every: month", "每月25日前报送工作进展情况"),
        ("- name: 年度总结", "分别报送建设方案和建设进度情况、年度总结"),
        ("- name: 健走活动", "每季度组织健走活动不少于1次"),
        ("- name: 验收阶段", "验收阶段（2024年10月中旬前）"),
        ("contact:", "联系人：周明"),
    ):
        place = next(number for number, line in enumerate(lines) if key in line)
        assert lines[place - 1].lstrip().startswith("# 原文：")
        assert sentence in lines[place - 1]


def test_what_could_not_be_settled_is_asked_by_check_until_it_is_answered(home: Path, tmp_path: Path) -> None:
    vague = "4月20日前和7月10日前，各单位报送建设方案、进度情况。"
    assert verb("import_list", home, prose(tmp_path, vague, *SIGNED))[0] == 1
    units(home, ("市康宁医院", "委注册医疗机构"))
    code, out, _ = verb("check", home, "--json")
    asked = [one for one in json.loads(out)["findings"] if one["code"] == "unsettled"]
    assert (code, len(asked)) == (1, 1)
    text = (home / "config.yaml").read_text("utf-8")
    assert vague in text
    assert "这几个日期各报什么" in asked[0]["message"]
    assert vague[:20] in asked[0]["message"], "the question quotes its sentence"
    settled = "".join(line for line in text.splitlines(keepends=True) if not line.startswith('  - "这几个日期'))
    (home / "config.yaml").write_text(settled, "utf-8")
    assert "unsettled" not in verb("check", home, "--json")[1]


def test_settings_a_person_keeps_are_not_written_over_but_compared(tmp_path: Path) -> None:
    mine = office(tmp_path / "home")
    before = (mine / "config.yaml").read_bytes()
    code, out, _ = verb("import_list", mine, prose(tmp_path))
    assert code == 0
    assert "没有动" in out
    assert (mine / "config.yaml").read_bytes() == before
    assert "健走活动" in (mine / "config（通知里读到的）.yaml").read_text("utf-8")


def test_who_has_filled_in_the_sample_in_the_programs_folder_is_told_the_command_that_moves_it_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert new_home.sample(Path(arguments.ROOT)), "after a change of the sample: new_home.SHIPPED is its digest"
    program = tmp_path / "程序"
    (program / "templates").mkdir(parents=True)
    for name in ("config.yaml", *(f"templates/{path.name}" for path in Path(arguments.ROOT, "templates").iterdir())):
        (program / name).write_bytes(Path(arguments.ROOT, name).read_bytes())
    monkeypatch.setattr(arguments, "ROOT", str(program))
    assert "--take" not in verb("check", program)[1]
    settings = (program / "config.yaml").read_bytes()
    (program / "config.yaml").write_bytes(settings.replace(b"\n", b"\r\n"))
    assert "--take" not in verb("check", program)[1], "line ends are git's, no person's"
    (program / "config.yaml").write_bytes(settings.replace("乌审旗".encode(), "青山县".encode()))
    assert "new ../专项工作 --take" in verb("check", program)[1]
    moved = tmp_path / "搬出"
    moved.mkdir()
    assert new(moved, "--take", str(program))[0] == 0
    assert "--take" not in verb("check", moved)[1]


def test_a_campaign_that_stands_in_the_programs_folder_is_taken_out_whole(tmp_path: Path) -> None:
    old = office(tmp_path / "程序")
    verb("merge", old, "--as-of", "2023-06-26T09:00")
    code, out, err = new(tmp_path / "搬出", "--take", str(old))
    assert (code, err) == (0, "")
    assert "git checkout -- config.yaml templates" in out
    taken = tmp_path / "搬出"
    assert (taken / "config.yaml").read_bytes() == (old / "config.yaml").read_bytes()
    assert verb("why", taken, "人民医院", "1")[0] in (0, 1)
    assert (old / "config.yaml").exists()
