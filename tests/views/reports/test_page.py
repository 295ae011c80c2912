"""一页纸: the same figures, self-contained, one printed page, nothing from outside becomes markup."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

import worlds
from markup import Reader
from tasklist.ledger.statistics import figures
from tasklist.ledger.summary import Summary
from tasklist.model.ledger import Colour, Ledger, Status
from tasklist.model.plan import Kind
from tasklist.views.reports import page as page_
from tasklist.views.reports.content import brief
from worlds import line

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")


def hostile(ledger: Ledger) -> Ledger:
    """The same obligations, of one unit whose name is markup."""
    evil = "<script>alert(1)</script>&单位"
    return replace(
        ledger, lines=tuple(replace(one, obligation=replace(one.obligation, unit=evil)) for one in ledger.lines)
    )


def test_the_page_shows_the_figures_and_needs_nothing_from_elsewhere() -> None:
    made = worlds.world()
    read = Reader(page_.page(Summary(made, (worlds.world(seed=2, month=5),))))
    for label, value, measure in figures(made).five:
        assert f"{label}（{measure}）" in read.words
        assert str(value) in read.words
    assert not read.links
    assert not {"script", "link", "img", "iframe"} & set(read.tags)


def test_the_picture_has_a_cell_for_every_obligation_in_the_colour_of_its_light() -> None:
    made = worlds.world(9, 5)
    html = page_.page(Summary(made))
    owed = [one for one in made.lines if one.obligation.kind is Kind.TASKS]
    assert html.count("<rect") == len(owed)
    red = sum(one.light.colour is Colour.RED for one in owed)
    assert html.count(">×<") == red


def test_markup_in_a_name_is_only_text() -> None:
    made = hostile(worlds.world(6, 3))
    for html in (page_.page(Summary(made)), page_.mail(brief(Summary(made)), "<b>注</b>", "")):
        assert "<script>alert" not in html
        assert "&lt;script&gt;" in html
        assert "<b>注" not in html


def test_page_and_mail_say_the_same() -> None:
    made = worlds.world()
    page, mail = Reader(page_.page(Summary(made))).words, Reader(page_.mail(brief(Summary(made)), "", "")).words
    for text in (*brief(Summary(made)).balances, brief(Summary(made)).conclusion):
        assert text in page
        assert text in mail


def test_phones_are_masked() -> None:
    html = page_.page(Summary(worlds.world()))
    assert not re.search(r"1[3-9]\d{9}", html)
    assert "139****0004" in html


def test_a_period_with_nothing_in_it_is_still_a_page() -> None:
    html = page_.page(Summary(worlds.ledger((), worlds.plan(0, 0))))
    assert "本期没有单位应报" in html


def test_a_campaign_without_a_task_list_has_no_empty_picture() -> None:
    for tasks, shown in ((1, True), (0, False)):
        made = worlds.ledger((line("第一单位", Status.REPORTED),), worlds.plan(1, tasks))
        assert ("单位与任务（灯）" in page_.page(Summary(made))) is shown


def test_no_unit_of_the_picture_loses_the_words_that_tell_it_from_another() -> None:
    office = worlds.plan().campaign.office
    names = [f"{office}人事股", f"{office}疾病预防控制股", "无定河镇中心卫生院纳林河分院", office]
    html = page_.page(Summary(worlds.ledger(tuple(line(name, Status.REPORTED) for name in names))))
    for label in ("人事股", "疾病预防控制股", "无定河镇中心卫生院纳林河分院", office):
        assert f">{label}</text>" in html
    assert "textLength" not in html


def test_a_long_name_in_the_picture_is_condensed_by_a_fifth_at_most() -> None:
    name = "图克镇中心卫生院呼吉尔特分院巴彦柴达木门诊部"
    html = page_.page(Summary(worlds.ledger((line(name, Status.REPORTED),))))
    (length, label) = re.findall(r'textLength="(\d+)"[^>]*>([^<]+)</text>', html)[0]
    assert label.startswith(name[:19])
    assert int(length) >= 0.8 * 9 * len(label)


def test_few_tasks_do_not_make_broad_cells_and_many_do_not_make_the_picture_broader() -> None:
    few, many = (page_.page(Summary(worlds.world(9, tasks, 60))) for tasks in (3, 30))
    wide = [float(width) for width in re.findall(r'viewBox="0 0 (\d+)', few + many)]
    assert wide[0] < 180 < 350 < wide[1] <= 360
    assert all(float(width) <= 16 for width in re.findall(r'<rect [^>]*width="([\d.]+)"', few))


@pytest.mark.chromium()
@pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")
@pytest.mark.parametrize(("units", "tasks", "most"), [(5, 3, 1), (20, 14, 2), (34, 27, 3), (120, 30, 4)])
def test_all_names_take_few_printed_pages(tmp_path: Path, units: int, tasks: int, most: int) -> None:
    (tmp_path / "page.html").write_text(page_.page(Summary(worlds.world(units, tasks, 60))), "utf-8")
    chromium(tmp_path, f"--print-to-pdf={tmp_path / 'page.pdf'}", "--no-pdf-header-footer")
    assert len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "page.pdf").read_bytes())) <= most


@pytest.mark.chromium()
@pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")
@pytest.mark.parametrize("width", [360, 390, 1200])
@pytest.mark.parametrize("kind", ["page", "mail"])
def test_it_never_scrolls_sideways(tmp_path: Path, width: int, kind: str) -> None:
    made = two_contacts(worlds.world(30, 20, 60))
    page = page_.page(Summary(made)) if kind == "page" else page_.mail(brief(Summary(made)), "", "")
    frame = f'<iframe id=f style="width:{width}px;height:900px;border:0" srcdoc="" ></iframe>'
    probe = (
        "<script>const f=document.getElementById('f');f.srcdoc=document.getElementById('p').innerHTML"
        ".replace(/&lt;/g,'<');f.onload=()=>{const d=f.contentDocument.documentElement;"
        "const cut=[...d.querySelectorAll('span[style*=nowrap]')].filter(e=>e.getClientRects().length>1).length;"
        "document.title='wide '+(d.scrollWidth-d.clientWidth)+' cut '+cut}</script>"
    )
    held = f"<template id=p>{page.removeprefix('<!doctype html>')}</template>"
    (tmp_path / "page.html").write_text(f"<!doctype html><title>?</title>{held}{frame}{probe}", "utf-8")
    seen = chromium(tmp_path, "--dump-dom", "--virtual-time-budget=3000")
    assert "<title>wide 0 cut 0</title>" in seen


def two_contacts(ledger: Ledger) -> Ledger:
    """The same units, each with two names and two numbers."""
    units = tuple(
        replace(one, contact=f"{one.contact}、副联络员{one.contact[-2:]}", phone=f"{one.phone}、0477-7123456")
        for one in ledger.plan.roster.units
    )
    return replace(ledger, plan=replace(ledger.plan, roster=replace(ledger.plan.roster, units=units)))


def test_names_and_numbers_of_a_contact_may_stand_on_lines_of_their_own() -> None:
    html = page_.page(Summary(two_contacts(worlds.world())))
    parts = re.findall(r'<span style="white-space:nowrap">([^<]*)</span>', html)
    assert [part.strip() for part in parts[:4]] == ["联络员04、", "副联络员04", "139****0004、", "0477-***3456"]


def chromium(folder: Path, *options: str) -> str:
    quiet = (
        "--headless",
        "--enable-logging=stderr",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
    )
    command = [
        str(CHROMIUM),
        *quiet,
        f"--user-data-dir={folder / 'profile'}",
        *options,
        (folder / "page.html").as_uri(),
    ]
    done = subprocess.run(command, check=True, capture_output=True, timeout=60)
    assert b":CONSOLE" not in done.stderr  # where Chromium logs a script error, or a resource it would not load
    return done.stdout.decode("utf-8", "replace")
