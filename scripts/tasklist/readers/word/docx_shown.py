"""What a person sees of a paragraph: its text piece by piece, ticks and chosen entries of its controls among it.

Not seen: hidden text (handed on apart), tracked deletions, the instructions of fields, the grey prompt of an
empty content control. Of a drawing with a fallback only one is seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tasklist.readers.word.docx_instructions import shown_by
from tasklist.readers.word.docx_markup import BOX, MATH_TEXT, UNSEEN, A, Element, W, children, value, whole
from tasklist.readers.word.docx_symbols import TICKED, UNTICKED, as_shown, symbol
from tasklist.readers.word.docx_white import is_unseen
from tasklist.readers.xml import chart_names, every

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
TICK_CONTROL = f"{_W14}checkbox"
_OFF = {"0", "false", "none", "off"}
# The prompts Word and WPS put into an empty content control.
_VERB = r"(?:单击|点击|点按|轻触)"
_PROMPT = re.compile(
    rf"(?:(?:请?{_VERB}(?:或{_VERB})?(?:此处|这里|以)?(?:可|以)?(?:输入|选择|填写|插入|添加)\w{{0,8}}|选择(?:一项|构建基块|日期)"
    r"|[\[［]键入\w{1,20}[\]］]|(?:click|tap|click or tap)(?: here)? to (?:enter|select|choose|add)[\w ]{0,40}"
    r"|choose (?:an item|a date|a building block)|enter (?:text|a date)[\w ]{0,40})[。.]?)"
    r"{1,9}",  # LibreOffice says a prompt again each time it saves the document
    re.IGNORECASE,
)
# What a control marked as showing its prompt says to whoever fills it in: no figures, so no answer left under a mark.
_ASKS = re.compile(
    rf"请?(?:{_VERB}|双击|在)(?:或{_VERB})?(?:此处|这里|图标|下拉箭头|右侧箭头|以)?(?:[^\W\d]{{0,2}}(?:输入|键入|选择|填写|插入|添加)[^\W\d]{{0,8}})?"
    r"|请(?:从[^\W\d]{1,8}中)?(?:输入|键入|选择|填写|录入)[^\W\d]{0,10}|从[^\W\d]{1,8}中选择[^\W\d]{0,6}|选择[^\W\d]{0,3}(?:选项|项目?|日期|人员)"
    r"|(?:click|tap|double-click|type|select|pick|enter)\b[^\W\d]*(?: [^\W\d]+){0,7}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a paragraph: its text, or the element that is no text (a box, a picture, a reference …).

    `unseen`: white words on white, which are read all the same.
    """

    text: str = ""
    struck: bool = False
    hidden: bool = False
    prompt: bool = False
    unseen: bool = False
    node: Element | None = None


class Looks:
    """Which runs are hidden or struck, by their own marks or by their styles."""

    def __init__(self, styles: Element | None) -> None:
        found = [] if styles is None else styles.findall(f"{W}style")
        self.styles = {style.get(f"{W}styleId", ""): style for style in found}

    def are(self, mark: str, run: Element, paragraph_style: str = "") -> bool:
        """Is `mark` (vanish, strike …) on for this run?"""
        properties = run.find(f"{W}rPr")
        own = None if properties is None else properties.find(f"{W}{mark}")
        if own is not None:
            return is_on(own)
        style = "" if properties is None else value(properties.find(f"{W}rStyle"))
        return any(self._styled(mark, name) for name in (style, paragraph_style) if name)

    def _styled(self, mark: str, name: str) -> bool:
        for _ in range(len(self.styles)):  # a style may be based on itself
            style = self.styles.get(name)
            if style is None:
                return False
            found = style.find(f"{W}rPr/{W}{mark}")
            if found is not None:
                return is_on(found)
            name = value(style.find(f"{W}basedOn"))
        return False


def is_on(mark: Element) -> bool:
    """Is a mark that is there switched on?"""
    return mark.get(f"{W}val", "1") not in _OFF


def pieces(paragraph: Element, looks: Looks, prompts: Mapping[str, str]) -> Iterator[Piece]:
    """The pieces of a paragraph in order. `prompts`: the prompts of the document's own controls by their names."""
    around = next(paragraph.iterancestors(f"{W}sdt"), None)
    control = None if around is None else _control(around, prompts)
    if control is not None:
        yield control
        return
    style = value(paragraph.find(f"{W}pPr/{W}pStyle"))
    fields = _Fields()
    run = _Run()
    stack = children(paragraph)
    while stack:
        node = stack.pop()
        tag = node.tag
        if tag in UNSEEN:
            continue
        if tag == f"{W}sdt" and (control := _control(node, prompts)) is not None:
            yield control
            continue
        if tag == f"{W}r":
            run = _Run.of(node, looks, style)
        elif tag == f"{W}fldChar":
            said, prompt = fields.passes(node)
            yield Piece(said, run.struck, run.hidden, prompt)
            continue
        elif tag == f"{W}instrText":
            fields.instruct(node.text or "")
        text = written(node, run.font)
        if text:
            fields.result()
            yield Piece(text, run.struck, run.hidden or not fields.show, prompt=fields.doubles, unseen=run.unseen)
        else:
            yield Piece(node=node)
        if tag != BOX:
            stack += children(node)


@dataclass(frozen=True, slots=True)
class _Run:
    struck: bool = False
    hidden: bool = False
    unseen: bool = False
    font: str = ""

    @classmethod
    def of(cls, run: Element, looks: Looks, style: str) -> _Run:
        struck = looks.are("strike", run, style) or looks.are("dstrike", run, style)
        return cls(struck, looks.are("vanish", run, style), is_unseen(run, looks.styles), font_of(run))


def font_of(run: Element) -> str:
    """The font of a run's Latin and private-use characters, when the run names it."""
    fonts = run.find(f"{W}rPr/{W}rFonts")
    return "" if fonts is None else fonts.get(f"{W}ascii", "") or fonts.get(f"{W}hAnsi", "")


class _Fields:
    """Where in its fields a paragraph is: between a field's beginning and its result nothing is seen."""

    def __init__(self) -> None:
        self._open: list[bool] = []  # for each open field: does it show what stands in it now?
        self._instructions: list[str] = []  # of each open field, while nothing has been its result
        self._control = False

    @property
    def show(self) -> bool:
        """Is what stands here seen?"""
        return all(self._open)

    @property
    def doubles(self) -> bool:
        """Is what stands here only what a field's own box or list has shown already?"""
        return self._control and bool(self._open)

    def instruct(self, words: str) -> None:
        """Note a piece of the innermost field's instruction."""
        if self._instructions:
            self._instructions[-1] += words

    def result(self) -> None:
        """Note that the open fields have a result: their instructions show nothing."""
        if self.show:
            self._instructions = [""] * len(self._instructions)

    def passes(self, mark: Element) -> tuple[str, bool]:
        """Note a field's mark, and give what the field's own box, list or instruction shows; is it only a prompt?"""
        kind = mark.get(f"{W}fldCharType", "")
        if kind == "end" and self._open:
            self._open.pop()
            own, self._control = self._control, False
            instruction = self._instructions.pop()
            return ("", False) if own or not self.show else shown_by(instruction)
        if kind == "separate" and self._open:
            self._open[-1] = not self._control
        elif kind == "begin":
            said = chosen(mark)
            self._control = bool(said)
            self._open.append(False)
            self._instructions.append("")
            return said, False
        return "", False


def chosen(mark: Element) -> str:
    """What a form field of the old kind shows: its tick, or the entry chosen from its list; of others nothing."""
    box = mark.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        states = [box.find(f"{W}{name}") for name in ("checked", "default")]
        own = next((state for state in states if state is not None), None)
        return TICKED if own is not None and is_on(own) else UNTICKED
    choices = mark.find(f"{W}ffData/{W}ddList")
    if choices is None:
        return ""
    entries = [entry.get(f"{W}val", "") for entry in choices.findall(f"{W}listEntry")]
    place = whole(value(choices.find(f"{W}result")) or value(choices.find(f"{W}default")))
    return entries[place] if place < len(entries) else ""


def tick(box: Element) -> str:
    """What a box of the new kind shows."""
    checked = box.find(f"{_W14}checked")
    return TICKED if checked is not None and checked.get(f"{_W14}val", "1") not in _OFF else UNTICKED


def _control(control: Element, prompts: Mapping[str, str]) -> Piece | None:
    """What stands for the content of a control: its tick, or nothing where it shows its prompt. None: its content."""
    properties = control.find(f"{W}sdtPr")
    if properties is None:
        return None
    box = properties.find(TICK_CONTROL)
    if box is not None:
        return Piece(tick(box))
    text = "".join(node.text or "" for node in control.iter(f"{W}t")).strip()
    return Piece(text, prompt=True) if _is_prompt(text, properties, prompts) else None


def _is_prompt(text: str, properties: Element, prompts: Mapping[str, str]) -> bool:
    """Is the text of a control its prompt? A mark alone proves nothing: scripts fill controls and leave it standing."""
    if _PROMPT.fullmatch(text):
        return True
    showing = properties.find(f"{W}showingPlcHdr")
    if not text or showing is None or not is_on(showing):
        return False
    own = prompts.get(value(properties.find(f"{W}placeholder/{W}docPart")))
    return text == own or bool(_ASKS.fullmatch(text.rstrip("。.…：: ")))


def prompts_of(glossary: Element | None) -> Mapping[str, str]:
    """The prompts a document keeps for its own controls, by name."""
    parts = [] if glossary is None else glossary.iter(f"{W}docPart")
    return {
        value(part.find(f"{W}docPartPr/{W}name")): "".join(node.text or "" for node in part.iter(f"{W}t")).strip()
        for part in parts
    }


def written(node: Element, font: str = "") -> str:
    """What a node itself adds to the text, in a run of this font."""
    tag = node.tag
    if tag in (f"{W}t", MATH_TEXT):
        return as_shown(font, node.text or "")
    if tag == f"{W}br":
        return "" if node.get(f"{W}type") in ("page", "column") else "\n"
    if tag == f"{W}sym":
        return symbol(node.get(f"{W}font", ""), node.get(f"{W}char", ""))
    return {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}.get(tag, "")


def drawn_words(root: Element) -> Iterator[str]:
    """The words of a SmartArt or a chart, each once: its texts, the names of its series and categories."""
    texts = []
    for paragraph in root.iter(f"{A}p"):
        point = next(paragraph.iterancestors("{*}pt"), None)
        prompt = point is not None and any(mark.get("phldr") in ("1", "true") for mark in every(point, "prSet"))
        if not prompt:
            texts.append("".join(text.text or "" for text in paragraph.iter(f"{A}t")))
    texts += chart_names(root)
    yield from dict.fromkeys(text.strip() for text in texts if text.strip())
