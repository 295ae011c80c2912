"""Whose file it is, sheet by sheet: every claim of the file, its names, its sheets and the way it came, decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from tasklist.model.book import MAILS
from tasklist.model.question import Doubt
from tasklist.model.returns import COMPANY
from tasklist.returns.belonging import sheet_names
from tasklist.returns.belonging.contacts import Contacts
from tasklist.returns.belonging.file_claims import claims_of_file
from tasklist.returns.belonging.file_words import FileWords
from tasklist.returns.belonging.filled_in import FilledIn
from tasklist.returns.belonging.identity import (
    CONTACT,
    FILE_NAME,
    FOLDER,
    FORMS,
    LABEL,
    LETTER_OF_IT,
    MARK,
    ROW_MARK,
    SENDER,
    SHEET_NAME,
    SIGNATURE,
    SUBJECT,
    TITLE,
    Attribution,
    Claim,
    decide,
    never,
)
from tasklist.returns.belonging.sheet_claims import claims_of_sheets, signed

_STRENGTH = (
    MARK,
    ROW_MARK,
    LABEL,
    FILE_NAME,
    LETTER_OF_IT,
    SUBJECT,
    TITLE,
    SIGNATURE,
    FOLDER,
    SHEET_NAME,
    SENDER,
    COMPANY,
    CONTACT,
)
_SIGNATURE = 40  # characters: a longer line of a letter is no signature
_CONTACTS = "各行的联系人"
_OF_A_SHEET = (ROW_MARK, LABEL)  # what a sheet says of itself beyond doubt; its name is what someone called it


@dataclass(frozen=True)
class Whose:
    """What one file says of its unit, and what that comes to."""

    said: FileWords

    @cached_property
    def file_claims(self) -> list[Claim]:
        """What the file as a whole says: the way it came, its mark, its names."""
        return claims_of_file(self.said)

    @cached_property
    def _sheet_claims(self) -> Mapping[str, list[Claim]]:
        """Sheet → what it says of its unit."""
        return claims_of_sheets(self.said)

    @cached_property
    def _contacts(self) -> Contacts:
        return Contacts(self.said)

    def _ordinary(self, unit: str, claim: Claim) -> bool:
        """May a file of this unit well come by the folder or from the sender that a claim names?

        From its superior, yes; with forms of several units, too, unless the contact is of the unit that is named: then
        its staff may have filled in another's form.
        """
        if self.said.context.superiors.get(unit) in claim.candidates:
            return True
        filled_in = self._contacts.unit in claim.candidates and self._contacts.unit != unit
        return not filled_in and (self.said.arrival.shared or len(self._own_units) > 1)

    @cached_property
    def _own_units(self) -> set[str]:
        """The units the sheets are of by their own words, whatever way the file came."""
        return {found.own for each in self._sheet_claims.values() if each and (found := decide(each, "")).own}

    @cached_property
    def by_sheet(self) -> Mapping[str, Attribution]:
        """Sheet → whose it is, by all it says and what a person answered."""
        decided = {**self._undoubted, **sheet_names.asked(self.said, self._sheet_claims, self._undoubted)}
        answer = self.said.answered(Doubt.UNIT)
        if answer and not self.said.each_its_own:
            decided |= dict.fromkeys(self._answered_sheets(decided), answer)
        return decided

    @cached_property
    def _undoubted(self) -> Mapping[str, Attribution]:
        """Sheet → whose it is when a sheet without a word of its own follows the file, or the one unit others name."""
        nothing = f"{self.said.stranger}文件夹、表单标记、填报单位、文件名里都没有单位名称"
        own = self._sheet_claims
        decided = {
            grid.sheet: self._decided(self.file_claims + own[grid.sheet] or signed(self.said, grid), nothing)
            for grid in self.said.grids
        }
        decided |= _sheets_of_others(own, decided)
        decided |= self._hidden(decided)
        speaking = {decided[sheet].value: decided[sheet] for sheet, claims in own.items() if claims}
        if len(speaking) == 1:
            (common,) = speaking.values()
            decided |= {sheet: common for sheet, claims in own.items() if not claims}
        return decided

    @cached_property
    def _sheets(self) -> sheet_names.Sheets:
        return sheet_names.in_doubt(self.said, self._sheet_claims, self._undoubted)

    @cached_property
    def sheets_apart(self) -> bool:
        """May a person say that its sheets are each of the unit they name?"""
        return self._sheets.apart

    @cached_property
    def sheets_asked(self) -> Mapping[str, tuple[str, ...]]:
        """The sheets of which a person must still say whose they are, with the units their names are like."""
        return {sheet: units for sheet, units in self._sheets.likely.items() if self.by_sheet[sheet].claimants}

    def _hidden(self, decided: Mapping[str, Attribution]) -> Mapping[str, Attribution]:
        """Hidden sheets of units of which no sheet is shown: they may have been left in the workbook, and are asked;
        one in which nothing is answered goes with what is shown.
        """
        counted = {grid.sheet: grid.hidden for grid in self.said.grids if grid.sheet in self.said.sheets_that_count}
        shown = {decided[sheet].value: decided[sheet] for sheet, hidden in counted.items() if not hidden}
        told = {table.name for table in self.said.lists for row in table.rows if row.text("progress").strip()}
        units = "、".join(filter(None, shown))
        found: dict[str, Attribution] = {}
        for sheet in (sheet for sheet, hidden in counted.items() if hidden and shown):
            ours = decided[sheet]
            if ours.value and ours.value not in shown:
                reason = f"隐藏的工作表“{sheet}”写的是{ours.value}，看得见的写的是{units}"
                claimants = tuple(filter(None, (ours.value, *shown)))
                asked = replace(ours, value="", reason=reason, claimants=claimants)
                found[sheet] = asked if sheet in told else next(iter(shown.values()))
        return found

    def _answered_sheets(self, decided: Mapping[str, Attribution]) -> Iterator[str]:
        """The sheets a person's answer is about. Where task tables are several units', that is whose the others are;
        a sheet beside them that counts items goes with what was asked.
        """
        tables = {table.name for table in self.said.lists} or set(decided)
        one = len({found.value for sheet, found in decided.items() if sheet in tables}) <= 1
        asked = {unit for found in decided.values() if not found.value for unit in found.claimants}
        for sheet, found in decided.items():
            if sheet_names.left_out(found):
                continue
            if not found.value or (one if sheet in tables else found.value in asked):
                yield sheet

    @cached_property
    def unit(self) -> Attribution:
        """Whose file it is: one unit, or none with the reason; several only when each sheet has its own."""
        nothing = f"{self.said.stranger}文件夹、发件人、文件名里都没有单位名称"
        answer = self.said.answered(Doubt.UNIT)
        sheets = self.said.sheets_that_count
        if answer and self.said.each_its_own:
            apart = {table.name for table in self.said.lists if table.owner or table.called}
            decisions = [replace(answer, value="、".join(self.said.owners))] if self.said.owners else []
            decisions += [self.by_sheet[sheet] for sheet in sheets if sheet not in apart]
            decisions = [each for each in decisions if each.value or each.claimants]
            decisions = decisions or [Attribution(reason=nothing)]
        else:
            decisions = [each for sheet in sheets if not sheet_names.left_out(each := self.by_sheet[sheet])] or [
                answer or self._decided(self.file_claims, nothing)
            ]
        undecided = [decision for decision in decisions if not decision.value]
        if undecided and not any(each.claimants for each in undecided) and (named := self.said.spoken_for):
            return replace(undecided[0], reason=f"里面分别写着{'、'.join(named)}，请核对是谁送来的", claimants=named)
        if undecided:
            return undecided[0]
        evidence = tuple(dict.fromkeys(words for decision in decisions for words in decision.evidence))
        remark = "；".join(dict.fromkeys(decision.remark for decision in decisions if decision.remark))
        return Attribution("、".join(dict.fromkeys(decision.value for decision in decisions)), evidence, remark=remark)

    def _by_the_way(self, claims: list[Claim]) -> list[Claim]:
        """What speaks of a file that says nothing of its unit: how it came, what came with it, whom it names to call.

        A hospital's folder or mail may hold what is its branches', though its letters are its own. What came with it
        alone settles nothing in a mail of which nobody knows the sender.
        """
        context = self.said.context
        letter = self.said.book.format in MAILS and not self.said.lists
        ways = [each if letter else replace(each, candidates=context.with_branches(each.candidates)) for each in claims]
        # With forms of several units, or one of the unit's own, what came with it tells nothing of this one.
        said = [] if self.said.arrival.shared else self._company
        if said and (ways or not self.said.sender):
            ways += said
        called = self._contacts.unit
        above = {context.superiors.get(unit) for each in claims for unit in each.candidates}
        if ways and called and called not in above:
            ways.append(Claim(CONTACT, (called,), called))
        return ways

    @cached_property
    def _company(self) -> list[Claim]:
        """What the letter it came with, or that it is, and the names of what came with it say; the list's own text in
        the table of a letter tells who is responsible, not who sent it.
        """
        names, listed = self.said.context.names, self.said.context.matcher.is_official
        lines = [line for line in self.said.arrival.company if not listed(line) or names.exact(line)]
        if self.said.book.format in MAILS:
            tables = {table.name for table in self.said.lists}  # whom a list names is not who sent it
            letter = (each for grid in self.said.grids if grid.sheet not in tables for each in grid.cells.values())
            lines += [text for text in letter if len(text) <= _SIGNATURE and text not in self.said.of_parts]
        stranger = len(self.said.context.plan.roster.by_address.get(self.said.sender, ())) != 1
        told = {line: names.within(line, partners=stranger) for line in lines}
        return [Claim(COMPANY, units, line) for line, units in told.items() if units]

    @property
    def _of_its_forms(self) -> str:
        """The one unit whose forms came with a letter of a sender nobody knows, unless the letter names another."""
        units = {unit for unit, _ in self.said.arrival.forms}
        named = {unit for claim in self._company for unit in claim.candidates}
        return next(iter(units)) if len(units) == 1 and named <= units else ""

    def _decided(self, claims: list[Claim], nothing: str) -> Attribution:
        if all(claim.source in (FOLDER, SENDER, COMPANY) and not claim.final for claim in claims):
            claims = self._by_the_way(claims)
            if claims and self.said.arrival.shared and self.said.by_mail and self.said.lists:
                return self._beside_others(claims)
            if not claims and (unit := self._of_its_forms):
                return decide([Claim(FORMS, (unit,), unit)], "")
            if not claims and not self._company and (called := self._contacts.unit):
                reason = f"{nothing}；{_CONTACTS}是{called}在名册上的，请核对"
                return Attribution(reason=reason, claimants=(called,))
            if not claims and self._company:  # of a sender nobody knows: it may be signed by anybody
                units = tuple(dict.fromkeys(unit for claim in self._company for unit in claim.candidates))
                words = "、".join(dict.fromkeys(str(claim.clue) for claim in self._company[:2]))
                return Attribution(reason=f"{nothing}；{words}提到{'、'.join(units)}，请核对", claimants=units)
        # What someone called a sheet is weaker than a folder: alone it speaks only beside other units' sheets.
        told = {claim.source for claim in claims} - {FOLDER, SENDER}
        alone = told == {SHEET_NAME} and len(self._own_units) < 2
        # A move answers a question; of a file that was never in question it is a way to keep order.
        unmoved = [claim for claim in claims if not claim.final]
        if len(unmoved) < len(claims) and decide(_by_strength(unmoved), nothing, self._ordinary).value:
            claims = [replace(claim, final=False) for claim in claims]
        found = decide(_by_strength(claims), nothing, never if alone else self._ordinary)
        filled_in = FilledIn(self.said, self._contacts, several=len(self._own_units) > 1)
        return filled_in.against(self._with_those_below(found, claims), claims)

    def _with_those_below(self, found: Attribution, claims: list[Claim]) -> Attribution:
        """The unit, or what is asked where the file says that it is of units below it as well: they owe their own."""
        told = [(claim, self.said.context.names.with_those_below(claim.words)) for claim in claims]
        claim, units = next(((claim, units) for claim, units in told if units), (None, ()))
        if claim is None or not found.value or self.said.of_parts or any(claim.final for claim in claims):
            return found
        reason = f"{claim.clue}把{'、'.join(units[1:])}也写在一起，名册里各是一家，不知道这一份算谁的"
        return Attribution(evidence=found.evidence, reason=reason, claimants=units, own=found.value)

    def _beside_others(self, claims: list[Claim]) -> Attribution:
        """A form that says nothing of its unit, in a mail with another of the sender's, or with other units'."""
        ways = "、".join(dict.fromkeys(str(claim.clue) for claim in claims))
        units = tuple(dict.fromkeys(unit for claim in claims for unit in claim.candidates))
        reason = f"表里没有写是哪个单位的，同一封信里还有别的填报表，不能只凭{ways}认定"
        return Attribution(evidence=tuple(claim.clue for claim in claims), reason=reason, claimants=units)


def _sheets_of_others(own: Mapping[str, list[Claim]], decided: Mapping[str, Attribution]) -> Mapping[str, Attribution]:
    """Sheets that by mark or 填报单位, and all else they say, are another unit's, beside one that is the file's."""
    said = {sheet: decide(_by_strength(claims), "") for sheet, claims in own.items() if claims}
    ours = {each.value for sheet, each in decided.items() if each.value and said.get(sheet, each).value == each.value}
    strong = {sheet for sheet, claims in own.items() if any(claim.source in _OF_A_SHEET for claim in claims)}
    others = {sheet: each for sheet, each in said.items() if sheet in strong and each.value and each.value not in ours}
    return others if ours & {each.value for each in said.values()} else {}


def _by_strength(claims: list[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda claim: _STRENGTH.index(claim.source))
