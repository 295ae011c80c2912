"""Notices in prose, made from facts: Word files whose sentences are our own."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx import Document
from docx.document import Document as DocumentObject

HEAD = (
    "东川市卫生健康委员会文件",
    "东卫发〔2024〕8号",
    "东川市卫生健康委员会",
    "关于印发《健康步道建设年实施方案》的通知",
    "委直属各单位，委注册医疗机构，委机关各科室：",
    "现将方案印发给你们，请遵照执行。参照《关于推进步道建设的意见》（川办函〔2023〕31号）办理。",
)
SIGNED = ("东川市卫生健康委员会", "2024年3月6日")
STEPS = (
    "三、实施步骤",
    "（一）摸底阶段（2024年4月底前）。摸清底数。",
    "（二）建设阶段（2024年5月—9月底前）。抓好建设。",
    "（三）验收阶段（2024年10月中旬前）。组织验收。",
)
DEMANDS = (
    "（三）按时报送。4月20日前和7月10日前、12月5日前，各单位分别报送建设方案和建设进度情况、年度总结（含佐证材料）。",
    "市人民医院、市中医医院每周至少报送2条以上建设动态信息，委直属其他单位、委注册医疗机构每月至少报送1条以上建设动态信息。",
    "各单位每季度组织健走活动不少于1次。",
    "请各单位每月25日前报送工作进展情况。",
    "联系人：周明，电话：5551234。",
)


def written(lines: Sequence[str]) -> bytes:
    """A Word file of these paragraphs."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def saved(document: DocumentObject) -> bytes:
    """The bytes of a document."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
