"""A profile, made ready to be asked of many vacancies: what each can give by a few numbers, by all but its words, by words."""

from __future__ import annotations

import numpy as np

from portal.jobs.matching.columns import schema
from portal.jobs.matching.columns.budgets import OF_VACANCY, PARTS, PATTERNS, patterns, start_shares, wage_shares
from portal.jobs.matching.columns.gather import Lists, Terms, hashed
from portal.jobs.matching.columns.offers import Offers
from portal.jobs.matching.columns.rows import days
from portal.jobs.matching.columns.scores import Pairs, Scores, shortfall
from portal.jobs.matching.columns.table import Ints
from portal.jobs.matching.columns.vacancy_lines import Covers, Lines
from portal.jobs.matching.readings import ProfileReading
from portal.jobs.matching.score_rules import FULL, place_share
from portal.jobs.matching.text_evidence import UNIT


class Question:
    """A profile, made ready to be asked of many vacancies."""

    def __init__(self, offers: Offers, profile: ProfileReading) -> None:
        self._o = offers
        self._profile = profile
        self.met = offers.asks.met_by(profile)
        self._covers = Covers.of(profile, offers.taxonomy, offers.registers, offers.weights)
        self._words = Terms(
            np.array([hashed(term) for term in profile.words], np.int64),
            np.array(list(profile.words.values()), np.int64),
        )
        self._of_occupations()

    def _of_occupations(self) -> None:
        """By number of `occupations`: the best share of one, of one that is done in one language (before what is spoken of
        it is taken into account), and the months that count."""
        taxonomy, asked, profile = self._o.taxonomy, self._o.occupations.runs(), self._profile
        number, sureness = asked.values.reshape(-1, 2).T
        closeness = taxonomy.closeness
        numbers = [taxonomy.occupations[id] for id in profile.occupations]
        levels = np.array([held.level for held in profile.occupations.values()], dtype=np.int64)
        best = (closeness[:, numbers] * levels).max(axis=1, initial=0)[number] * sureness
        spoken = taxonomy.of_a_language[number]
        self._plain = np.minimum(asked.greatest(np.where(spoken, 0, best)) >> 16, FULL)
        self._in_language = asked.greatest(np.where(spoken, best, 0))
        self._months = np.zeros(len(asked.counts), dtype=np.int64)
        for stay in profile.stays:
            near = closeness[:, [taxonomy.occupations[o] for o in stay.occupations]].max(axis=1, initial=0)
            self._months += round(12 * stay.years) * asked.greatest(near[number]) >> 8

    def at_first(self) -> Ints:
        """What every vacancy can reach by its occupations, the languages it asks for and its place alone."""
        column, met, least = self._o.table.column, self.met, self._o.least_budgets
        parts = column("parts").astype(np.int32)
        best = np.maximum(self._plain, np.minimum(self._in_language >> 16, FULL))
        best[0] = FULL  # no occupation is named
        most = np.full(len(parts), FULL * int(self._o.budgets[:, -1].sum()), dtype=np.int32)
        for code, shares in (
            ("occupations", {"occupation": best}),
            ("asks", {"language": met.required, "language_wished": met.wished}),
            ("province", {"place": self._places()}),
        ):
            missing = sum(least[PARTS.index(name)][:, None] * shortfall(share) for name, share in shares.items())
            width = np.int32(missing.shape[1])
            most -= missing.astype(np.int32).ravel()[parts * width + column(code)]
        return most

    def _places(self) -> Ints:
        """By number of a province: the share of the place, −1 where it is not judged."""
        facts, provinces = self._profile.facts, self._o.taxonomy.provinces
        if not (self._profile.provinces or facts.relocate):
            return np.full(schema.NO_PROVINCE + 1, -1)
        found = np.full(schema.NO_PROVINCE + 1, place_share(False, facts.relocate, self._o.weights.place_willing))
        found[[provinces[id] for id in self._profile.provinces]] = FULL
        found[schema.NO_PROVINCE] = -1
        return found

    def without_words(self, rows: Ints, least: int) -> Pairs:
        """What each of these rows can give before its words are compared, those below the least left out."""
        pairs = self._by_numbers(rows).at_least(least)
        lines = Lines(self._o.table, pairs.rows, self._covers, self.met).points(pairs.budget % PATTERNS)
        return pairs.less(self._o.budgets[PARTS.index("skills")][pairs.budget] * FULL - lines).at_least(least)

    def words(self, pairs: Pairs) -> Scores:
        """What each can give, its words compared."""
        asked = Lists(self._o.table, "terms", pairs.rows)
        shared = asked.sums(self._words.shared(asked["term"], asked["weight"])) // UNIT
        share = np.minimum(FULL, FULL * shared // np.maximum(self._o.table.column("enough")[pairs.rows], 1))
        has_text = self._o.table.column("parts")[pairs.rows] >> OF_VACANCY.index("text") & 1
        missing = self._o.budgets[PARTS.index("text")][pairs.budget] * (FULL - share) * has_text
        return Scores(pairs.rows, pairs.most - missing)

    def _by_numbers(self, rows: Ints) -> Pairs:
        column = self._o.table.column
        shares = self._pair_shares(rows)
        combined = column("parts")[rows].astype(np.int64) * PATTERNS + patterns(*shares.values())
        asks, code = column("asks")[rows], column("occupations")[rows]
        shares |= {"language": self.met.required[asks], "language_wished": self.met.wished[asks]}
        in_language = np.minimum(self._in_language[code] * self.met.enough[asks] // FULL >> 16, FULL)
        wanted = column("months")[rows].astype(np.int64)
        time = np.minimum(self._months[code], wanted) * FULL // np.where(wanted == 0, 1, wanted)
        shares |= {
            "occupation": np.maximum(self._plain[code], in_language),
            "experience": np.where(wanted < 0, FULL, time),
        }
        most = self._o.budgets.sum(axis=0)[combined] * FULL
        for name, share in shares.items():
            most -= self._o.budgets[PARTS.index(name)][combined] * shortfall(share)
        return Pairs(rows, combined, most)

    def _pair_shares(self, rows: Ints) -> dict[str, Ints]:
        column, facts = self._o.table.column, self._profile.facts
        place = self._places()[column("province")[rows]]
        asked = schema.NO_WAGE if facts.expected_wage is None else facts.expected_wage
        wage = wage_shares(asked, column("wage_min")[rows], column("wage_max")[rows])
        start_by = column("start_by")[rows].astype(np.int64)
        if facts.available_from is None:
            start = np.full(len(rows), -1)
        else:
            start = np.where(start_by == schema.NO_DAY, -1, start_shares(days(facts.available_from) - start_by))
        return {"place": place, "wage": wage, "start": start}
