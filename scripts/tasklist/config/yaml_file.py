"""config.yaml read against its schema, every mistake one Chinese sentence with file, line, key.

YAML is read as text throughout (BaseLoader: 18:30 and 007 stay what was typed) and every key keeps its line.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tasklist.config.schema import Document, Section
from tasklist.model.errors import UserError, cause

FILE = "config.yaml"
LIST = "templates/任务清单.xlsx"  # where import_list puts it when the config does not say
Key = tuple[str | int, ...]


@dataclass(frozen=True)
class Settings:
    """What config.yaml says, checked against the schema. `lines`: key path → line number, for messages."""

    home: Path
    document: Document
    lines: Mapping[Key, int]

    @property
    def shown_list(self) -> str:
        """Where the task list workbook stands, or would be put, from the home folder."""
        return self.document.campaign.task_list or LIST

    @property
    def task_list(self) -> Path:
        """Where the task list workbook stands, or would be put."""
        return self.home / self.shown_list

    @property
    def has_list(self) -> bool:
        """Is there a task list at all? A notice may ask for documents and counts only."""
        return bool(self.document.campaign.task_list) or self.task_list.is_file()

    @property
    def roster(self) -> Path:
        """Where the roster workbook stands."""
        return self.home / self.document.campaign.roster

    def error(self, key: Key, sentence: str) -> UserError:
        """The mistake at `key`, with file and line before the sentence."""
        return UserError(f"{_at(self.lines, key)}{sentence}。")

    @property
    def words(self) -> Path | None:
        """Where the office's own word lists stand, if it has any."""
        return self.home / self.document.checks.words if self.document.checks.words else None


def read_settings(home: Path, *, list_needed: bool = True) -> Settings:
    """The settings in `home`/config.yaml; every file it names is there (the task list only when `list_needed`).

    Raises UserError for anything a person has to mend.
    """
    value, lines = _load(home / FILE)
    try:
        document = Document.model_validate(value)
    except ValidationError as error:
        raise UserError(_said(lines, error.errors())) from None
    settings = Settings(home, document, lines)
    _check_files(settings, list_needed)
    return settings


# --- YAML, as text with line numbers --------------------------------------------------------------


def _load(path: Path) -> tuple[object, dict[Key, int]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path} 打不开（{cause(error)}），请检查 --home 指的文件夹里有没有 {FILE}。") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UserError(f"{FILE} 第 {line} 行不是 UTF-8 编码，请用记事本“另存为”并选 UTF-8。") from error
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise UserError(_syntax(text, error)) from error
    lines: dict[Key, int] = {}
    value = _value(node, (), lines, set()) if node else {}
    return value, lines


_NO_BLANK = "的冒号后面少一个空格，请写成“键: 值”的样子。"
_QUOTED = re.compile(r"“[^“”]*”|‘[^‘’]*’|”[^“”]*”")
_WIDE_COLON = "全角冒号“：”，键后面请用半角冒号加一个空格"


def _syntax(text: str, error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        place = text.count("\n", 0, getattr(error, "position", 0)) + 1
        return f"{FILE} 第 {place} 行有不能显示的控制字符，请删去这一行重打。"
    rows = dict(enumerate(text.splitlines()))
    where = f"{FILE} 第 {mark.line + 1} 行"
    if "\t" in rows.get(mark.line, ""):
        return f"{where}用了制表符（Tab），请改用空格缩进。"
    for place in (mark.line, mark.line - 1):
        row = rows.get(place, "")
        if re.match(r"[\s-]*\w+：", row):
            return f"{FILE} 第 {place + 1} 行用了{_WIDE_COLON}。"
        if re.match(r"[\s-]*\w+:[^\s:/]", row):
            return f"{FILE} 第 {place + 1} 行{_NO_BLANK}"
    return f"{where}格式不对，请检查缩进、引号，以及冒号后面的空格。"


def _value(node: yaml.Node, key: Key, lines: dict[Key, int], seen: set[int]) -> object:
    """The node as dict, list or text, `lines` filled on the way. A key without a value counts as left out."""
    lines.setdefault(key, node.start_mark.line + 1)
    if isinstance(node, yaml.ScalarNode):
        if node.style is None and _QUOTED.fullmatch(node.value):
            raise UserError(f"{_at(lines, key)}{_quoted(node.value)}；引号本来就是其中的字，就在外面再加一对半角引号。")
        return node.value
    if id(node) in seen:
        raise UserError(_at(lines, key) + "请不要用 & 和 * 引用，直接写出内容。")
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        items = [item for item in node.value if not _empty(item)]
        return [_value(item, (*key, place), lines, seen) for place, item in enumerate(items)]
    found: dict[str, object] = {}
    for name, value in node.value:
        inner = (*key, str(name.value))
        if inner in lines:
            raise UserError(f"{FILE} 第 {name.start_mark.line + 1} 行 {name.value}：前面已经写过，请只留一个。")
        lines[inner] = name.start_mark.line + 1
        if _empty(value) and name.style is None and re.match(r"\w+:\S", name.value):  # {do:merge, …}
            raise UserError(f"{FILE} 第 {lines[inner]} 行{_NO_BLANK}")
        if not _empty(value):
            found[str(name.value)] = _value(value, inner, lines, seen)
    if key == () and isinstance(found.get("periods"), list):
        lines.update({("periods", "listed", *rest): line for (top, *rest), line in _below(lines, "periods")})
        found["periods"] = {"listed": found["periods"]}
    return found


def _below(lines: Mapping[Key, int], top: str) -> list[tuple[Key, int]]:
    return [(key, line) for key, line in lines.items() if key[:1] == (top,) and len(key) > 1]


def _empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style is None and node.value in ("", "~", "null")


# --- one sentence for each mistake ----------------------------------------------------------------


def _at(lines: Mapping[Key, int], key: Key) -> str:
    known = next((key[:length] for length in range(len(key), -1, -1) if key[:length] in lines), ())
    return f"{FILE} 第 {lines.get(known, 1)} 行 {_dotted(key)}：" if key else f"{FILE}："


def _dotted(key: Key) -> str:
    parts = [f"第{part + 1}项" if isinstance(part, int) else part for part in key if part != "listed"]
    return ".".join(parts)


def _said(lines: Mapping[Key, int], errors: Sequence[ErrorDetails]) -> str:
    """The mistake to mend first, in one sentence; what is still empty is told all at once, so that it is one edit."""
    worst = _worst(lines, errors)
    empty = [each for each in errors if each["type"] == "missing" or each["loc"] == ("periods",)]
    if worst not in empty:
        return f"{_sentence(lines, worst)}。"
    empty.sort(key=lambda each: _line(lines, each["loc"]))
    return f"{'；'.join(_sentence(lines, each) for each in empty)}。"


def _worst(lines: Mapping[Key, int], errors: Sequence[ErrorDetails]) -> ErrorDetails:
    """An unknown key before a missing one (one slip of the pen gives both), then the one higher up."""
    return min(errors, key=lambda each: (each["type"] != "extra_forbidden", _line(lines, each["loc"])))


def _line(lines: Mapping[Key, int], key: Key) -> int:
    return next((lines[key[:length]] for length in range(len(key), -1, -1) if key[:length] in lines), 0)


_SENTENCES = {
    "string_type": "这里应写文字，不是列表或下一级的键",
    "string_too_short": "不能空着",
    "too_short": "不能空着",
    "int_parsing": "应写整数，写的是“{input}”",
    "int_type": "应写整数",
    "int_from_float": "应写整数，写的是“{input}”",
    "float_parsing": "应写数字，写的是“{input}”",
    "float_type": "应写数字",
    "finite_number": "应写数字，写的是“{input}”",
    "bool_parsing": "应写 true（是）或 false（否），写的是“{input}”",
    "bool_type": "应写 true（是）或 false（否）",
    "greater_than_equal": "不能小于 {ge}，写的是“{input}”",
    "less_than_equal": "不能大于 {le}，写的是“{input}”",
    "tuple_type": "应写成列表，每项另起一行、以 - 开头",
    "model_type": "下面应是“键: 值”，冒号为半角、后面有一个空格",
    "model_attributes_type": "下面应是“键: 值”，冒号为半角、后面有一个空格",
    "string_pattern_mismatch": "“{input}”不能作编号，请只用文字、数字和 - _",
}


def _sentence(lines: Mapping[Key, int], error: ErrorDetails) -> str:
    key, kind, context = error["loc"], error["type"], error.get("ctx", {})
    if isinstance(error["input"], str) and re.fullmatch(r"[“”‘’].*[“”‘’]", error["input"].strip()):
        sentence = _quoted(error["input"])
    elif kind == "extra_forbidden" and "：" in str(key[-1]):
        sentence = f"用了{_WIDE_COLON}"
    elif kind == "extra_forbidden":
        sentence = f"没有这个键，{nearest(str(key[-1]), _keys(key[:-1]))}"
    elif kind == "missing":
        field = _fields(key[:-1]).get(str(key[-1]))
        sentence = f"缺少这一项（{field}），请补上"
    elif kind == "literal_error":
        choices = [choice for choice in re.findall(r"'([^']*)'", str(context["expected"])) if choice]
        sentence = f"“{error['input']}”不是可用的值，{nearest(str(error['input']), choices)}"
    elif kind == "value_error":
        sentence = str(context["error"])
    else:
        sentence = _SENTENCES.get(kind, "写法不对").format(input=error["input"], **context)
    return f"{_at(lines, key)}{sentence}"


def _quoted(text: str) -> str:
    return f'用了中文引号（{text}），请改成半角引号 " 或去掉引号'


def _fields(key: Key) -> dict[str, str]:
    """The valid keys of a section of the schema, each with its Chinese name."""
    section: type[Section] = Document
    for part in key:
        if isinstance(part, str):
            names = {(field.alias or name): field for name, field in section.model_fields.items()}
            found = [kind for kind in _classes(names[part].annotation) if issubclass(kind, Section)]
            section = found[0] if found else Section
    return {(field.alias or name): field.description or "" for name, field in section.model_fields.items()}


def _classes(annotation: object) -> list[type]:
    inner = [kind for argument in get_args(annotation) for kind in _classes(argument)]
    return [annotation, *inner] if isinstance(annotation, type) else inner


def _keys(key: Key) -> list[str]:
    return [name for name in _fields(key) if name != "listed"]


def nearest(word: str, choices: Iterable[str]) -> str:
    """The end of a sentence about a wrong word: the valid one most like it, or all of them when none is."""
    known = tuple(dict.fromkeys(choices))
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"最接近的是 {close[0]}" if close else f"可用的是：{'、'.join(known)}"


def _check_files(settings: Settings, list_needed: bool) -> None:
    document = settings.document
    needed: list[tuple[Key, str, str]] = [
        (("campaign", "roster"), document.campaign.roster, "请把单位名册放到那里，或改这里的路径"),
        (("calendar", "holidays"), document.calendar.holidays, "请把节假日表放到那里，或删去这一行"),
        (("checks", "words"), document.checks.words, "请把词表放到那里，或删去这一行"),
        (("mail", "ca_file"), document.mail.ca_file, "请把证书文件放到那里，或删去这一行"),
    ]
    if list_needed:
        todo = "请先运行 import_list 导入任务清单，或改这里的路径"
        needed.insert(0, (("campaign", "task_list"), document.campaign.task_list, todo))
        if not (settings.has_list or document.deliverables or document.quotas):
            said = "没有任务清单，也没有写报送材料和频次；请运行 import_list 导入任务清单，或写上 deliverables、quotas"
            left = "；".join(document.unsettled)
            raise settings.error(("campaign",), f"{said}。通知里没有读准、要您定的是：{left}" if left else said)
    for key, name, todo in needed:
        if key != ("mail", "ca_file") and (Path(name).is_absolute() or ".." in Path(name).parts):
            raise settings.error(key, f"“{name}”要写成从 {FILE} 所在文件夹起的相对路径，如 templates/…")
        if name and not (settings.home / name).is_file():
            raise settings.error(key, f"找不到文件 {settings.home / name}，{todo}")
