"""What came with a file says whose it is, as far as it is anybody's own words."""

from __future__ import annotations

from laboratory import RECEIVED, context
from tasklist.model.arrival import Arrival
from tasklist.model.book import Refusal
from tasklist.model.returns import Return
from tasklist.returns.interpret import interpret

SENDER = "unit08@example.org"  # 乌审旗人民医院
LISTED = "卫健委党组、各卫生健康单位党支部"  # who is responsible, by the list


def photograph(*company: str) -> Return:
    came = Arrival(
        "inbox/来信.eml!现场.jpg", "0" * 64, RECEIVED, RECEIVED, 1, inside=("现场.jpg",), sender=SENDER, company=company
    )
    return interpret(came, Refusal("unsupported", "这是一张图片，里面的文字读不出来"), context())


def test_a_photograph_beside_a_table_in_the_body_is_the_senders_whomever_the_list_holds_responsible() -> None:
    assert LISTED in {task.responsible for task in context().plan.task_list.tasks}
    assert photograph("6月任务清单", LISTED).unit == "乌审旗人民医院"


def test_a_unit_that_the_letter_itself_names_is_asked_about() -> None:
    assert photograph("6月任务清单", "乌审旗蒙医综合医院6月照片").unit == ""
