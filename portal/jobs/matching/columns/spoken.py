"""What languages are worth, asked of the one rule for every state that occurs and looked up by its number after that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from portal.jobs.facts import ProfileFacts
from portal.jobs.matching.assessment import Assessor
from portal.jobs.matching.columns.first_look import Tier
from portal.jobs.matching.columns.numbers import Runs
from portal.jobs.matching.columns.registers import Registers, Value
from portal.jobs.matching.columns.table import Ints
from portal.jobs.matching.columns.taxonomy import Taxonomy
from portal.jobs.matching.languages import Level
from portal.jobs.matching.readings import Ask, ProfileReading, Spoken
from portal.jobs.matching.score_rules import FULL
from portal.jobs.matching.veto_rules import language_veto

ABSENT = -1
_Judge = Callable[[Ask, ProfileReading], int]


@dataclass(frozen=True)
class Met:
    """How asked languages are met, by number of what is spoken (or of what is asked): shares 0..255 or ABSENT; `enough` as
    `Assessor.spoken_enough`; `sum`, `best` and `count` of all shares; `shut`: a strict one is not there."""

    required: Ints
    wished: Ints
    enough: Ints
    sum: Ints
    best: Ints
    count: Ints
    shut: Ints


def speaker(spoken: Sequence[Spoken]) -> ProfileReading:
    """A profile that says nothing but this."""
    return ProfileReading(ProfileFacts("", active=True, consented=True), {}, {}, tuple(spoken), (), {})


def spoken_of(value: Value) -> tuple[Spoken, ...]:
    """What a register holds of languages spoken."""
    return tuple(Spoken(language, Level(*level), "", "", stated) for language, level, stated in value)


def asks_of(value: Value) -> tuple[Ask, ...]:
    """What a register holds of languages asked for."""
    return tuple(Ask(language, Level(*level), required, "", "", strict) for language, level, required, strict in value)


def plane_of(said: Spoken, taxonomy: Taxonomy) -> int:
    """The bitmap of those who speak this language at this rank."""
    return taxonomy.traits.spoken(taxonomy.languages.get(said.language, -1), said.level.rank)


class SpokenStates:
    """The states of one language that the profiles of a generation are in, and which of them each number of `spoken` is."""

    def __init__(self, registers: Registers, assessor: Assessor) -> None:
        self._registers = registers
        self._assessor = assessor
        self._states: dict[str, tuple[list[ProfileReading], Ints]] = {}
        self._known = 0

    def met(self, asks: Sequence[Ask]) -> Met:
        """By number of `spoken`: how a profile in that state meets these asks."""
        shares = [self._by_number(ask, self._share) for ask in asks]
        shut = [self._by_number(ask, _shuts) for ask in asks if ask.strict]
        length = len(self._registers.values("spoken"))
        required = [share for ask, share in zip(asks, shares, strict=True) if ask.required]
        wished = [share for ask, share in zip(asks, shares, strict=True) if not ask.required]
        nothing = np.full(length, ABSENT, dtype=np.int64)
        best = np.maximum.reduce(shares) if shares else np.zeros(length, dtype=np.int64)
        enough = np.maximum.reduce(required) if required else best if shares else np.full(length, FULL)
        return Met(
            required=np.add.reduce(required) // len(required) if required else nothing,
            wished=np.maximum.reduce(wished) if wished else nothing,
            enough=np.maximum(enough, self._assessor.other_language),
            sum=np.add.reduce(shares) if shares else np.zeros(length, dtype=np.int64),
            best=best,
            count=np.full(length, len(shares)),
            shut=np.logical_or.reduce(shut) if shut else np.zeros(length, dtype=bool),
        )

    def tiers(self, ask: Ask, taxonomy: Taxonomy) -> list[Tier]:
        """The bitmaps of those who speak the asked language, each with the most that anybody in it can meet the ask."""
        found: dict[int, int] = {}
        states, _ = self._of(ask.language)
        for said in {said for state in states for said in state.spoken}:
            plane = plane_of(said, taxonomy)
            found[plane] = max(found.get(plane, 0), self._share(ask, speaker([said])))
        return [
            Tier([plane for plane, of in found.items() if of == share], share) for share in sorted(set(found.values()))
        ]

    def _by_number(self, ask: Ask, of: _Judge) -> Ints:
        states, numbers = self._of(ask.language)
        return np.array([of(ask, state) for state in states], dtype=np.int64)[numbers]

    def _share(self, ask: Ask, state: ProfileReading) -> int:
        return self._assessor.language(ask, state).share

    def _of(self, language: str) -> tuple[list[ProfileReading], Ints]:
        values = self._registers.values("spoken")
        if len(values) != self._known:
            self._known, self._states = len(values), {}
        if language not in self._states:
            of_value = [tuple(said for said in spoken_of(value) if said.language == language) for value in values]
            places = {state: place for place, state in enumerate(dict.fromkeys(of_value))}
            numbers = np.array([places[state] for state in of_value])
            self._states[language] = [speaker(state) for state in places], numbers
        return self._states[language]


class AsksOfVacancies:
    """The languages that the vacancies of a generation ask for, read again when there are more."""

    def __init__(self, registers: Registers, assessor: Assessor) -> None:
        self._registers = registers
        self._assessor = assessor
        self._different: list[Ask] = []
        self._runs = Runs.of([])

    def met_by(self, profile: ProfileReading) -> Met:
        """By number of `asks`: how this profile meets them."""
        self._read_on()
        which, counts = self._runs.values, self._runs.counts
        share = np.array([self._assessor.language(ask, profile).share for ask in self._different], np.int64)[which]
        shut = np.array([ask.strict and language_veto(ask, profile) is not None for ask in self._different], bool)[
            which
        ]
        must = np.array([ask.required for ask in self._different], bool)[which]
        musts = self._runs.sums(must)
        required, of_all = self._runs.greatest(np.where(must, share, 0)), self._runs.greatest(share)
        enough = np.where(musts > 0, required, np.where(counts > 0, of_all, FULL))
        return Met(
            required=np.where(musts > 0, self._runs.sums(np.where(must, share, 0)) // np.maximum(musts, 1), ABSENT),
            wished=np.where(counts > musts, self._runs.greatest(np.where(must, 0, share)), ABSENT),
            enough=np.maximum(enough, self._assessor.other_language),
            sum=self._runs.sums(share),
            best=of_all,
            count=counts,
            shut=self._runs.sums(shut) > 0,
        )

    def _read_on(self) -> None:
        values = self._registers.values("asks")
        if len(values) != len(self._runs.counts):
            asks = [asks_of(value) for value in values]
            places = {ask: place for place, ask in enumerate(dict.fromkeys(ask for of in asks for ask in of))}
            self._different, self._runs = list(places), Runs.of([[places[ask] for ask in of] for of in asks])


def _shuts(ask: Ask, state: ProfileReading) -> int:
    return language_veto(ask, state) is not None
