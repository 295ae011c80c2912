"""Is a text in the cell below the rest of the one above?"""

from __future__ import annotations

import re

from tasklist.text.normalize import number

_OPEN = re.compile(r"[，,、；;：:（(《“—-]\s*$")  # how a sentence ends that goes on
_NEXT = re.compile(r"^\s*(?:[，,、。；;）)》”]|[（(]?(?:续|接)上?[）)：:页]?|另|此外|同时|并|还|其中|以及)")
_POINT = re.compile(r"(?:^|[\s。；;，,：:])[（(]?(第?)([一二三四五六七八九十]{1,3}|\d{1,2})(是|[、.．)）](?!\d))")
_FULL = 2000  # characters after which a text is cut for its length alone


def goes_on(above: str, below: str) -> bool:
    """Does a text break off in the middle of a sentence, or the one below go on where it stopped: 一是 … 二是?"""
    if not above.strip():
        return False
    if _OPEN.search(above) or _NEXT.match(below) or len(above) >= _FULL:
        return True
    counted, further = list(_POINT.finditer(above)), _POINT.match(below)
    if not counted or not further or counted[-1][3] != further[3]:
        return False
    last, first = number(counted[-1][2]), number(further[2])
    return last is not None and first == last + 1
