"""How many people each card could mean, in a crowd of 10,000: counted in the columns, and again person by person.

Run by hand: flask bench cards (--scale 0.1 for a thousand). The peer is the same card said as narrowly as it could be.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from portal.jobs.matching.columns.crowd import Crowd, Trait
from portal.jobs.matching.ranking import Matcher
from portal.jobs.matching.readings import ProfileReading
from portal.meetings import card
from portal.meetings.rules.outline import FEWEST, Outline
from tests.bench.population import Offers, People, world
from tests.jobs.columns_at_hand import TAXONOMY, Columns
from tests.meetings.by_hand import holds

PEOPLE = 10_000


@dataclass
class ByHand:
    """Everybody who may be shown, and of whom each trait holds."""

    people: Sequence[ProfileReading]
    of_trait: dict[Trait, frozenset[int]] = field(default_factory=dict)

    def size(self, outline: Outline) -> int:
        """Of how many all of it holds."""
        found = frozenset(range(len(self.people)))
        for trait in card.traits(outline):
            if trait not in self.of_trait:
                self.of_trait[trait] = frozenset(n for n, one in enumerate(self.people) if holds(one, trait))
            found &= self.of_trait[trait]
        return len(found)


def main() -> None:
    """Every card of a crowd."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    count = max(100, round(PEOPLE * parser.parse_args().scale))
    matcher, of = Matcher(), world()
    people = list(People(count, matcher, of))
    shown = [one for one in people if one.facts.active and one.facts.consented]
    with tempfile.TemporaryDirectory() as folder:
        columns = Columns.of(Path(folder), people, Offers(1, matcher, of), count, 1)
        crowd, by_hand, spent = Crowd(columns.generation, TAXONOMY), ByHand(shown), []
        sizes, narrow, differ, untrue, said = [], [], 0, 0, Counter[int]()
        for person in shown:
            start = time.process_time()
            outline, _ = card.outline_of(person, crowd)
            spent.append((time.process_time() - start) * 1000)
            sizes.append(by_hand.size(outline))
            narrow.append(by_hand.size(card.narrowest(person)))
            differ += crowd.size(card.traits(outline)) != sizes[-1]
            untrue += not all(holds(person, trait) for trait in card.traits(outline))
            said[len(card.traits(outline))] += 1
    lines = (
        f"{len(shown)} cards of {count} people: the fewest that one could mean is {min(sizes)} (must be {FEWEST}), "
        f"median {int(np.median(sizes))}; {sum(size < FEWEST for size in sizes)} below {FEWEST}",
        f"  said as narrowly as could be: fewest {min(narrow)}, {sum(size < FEWEST for size in narrow)} below {FEWEST}",
        f"  {differ} counted otherwise by hand, {untrue} not true of the person",
        f"  traits on a card: {dict(sorted(said.items()))}",
        f"  one card: p50 {np.percentile(spent, 50):.2f} ms, p95 {np.percentile(spent, 95):.2f} ms of processor time",
    )
    for line in lines:
        print(line)  # noqa: T201


if __name__ == "__main__":
    main()
