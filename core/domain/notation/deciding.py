"""Choosing between readings: what is clear is read, what is not is asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.domain.exercise import Catalogue, Exercise
from core.domain.notation.building import build_sets
from core.domain.notation.hearing import CLEAR, Candidate, Heard, is_clear
from core.domain.notation.passages import Passage
from core.domain.notation.priors import priors_of
from core.domain.notation.roles import Solution, solve
from core.domain.notation.sides import pair_readings
from core.domain.notation.statement import Statement
from core.domain.reading import Option, ReadingContext, Work

_REMEMBERED = 200.0
_MOST_OPTIONS = 4
#: What is this many times less likely than the best is not even built.
_HOPELESS = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The works that were read, or the options of a question."""

    works: tuple[Work, ...] = ()
    question: str = ""
    options: tuple[Option, ...] = ()
    unused: tuple[int, ...] = ()


@dataclass(slots=True)
class Decider:
    """Decides between the readings of a whole text for one runner."""

    context: ReadingContext
    catalogue: Catalogue
    decimal: str

    def decide(self, passages: Sequence[Passage]) -> Decision:
        """Return the works of all passages, or the one question that decides most of them."""
        heard = [
            Heard(statements=tuple(self.candidates(one, passage) for one in passage.statements)) for passage in passages
        ]
        answers = self.question(heard)
        if answers is None:
            return self.outcome(passages, heard=heard)
        shape = answers[0].shape
        options = [
            Option(
                works=self.outcome(passages, heard=heard, shape=shape, choice=one.choice).works,
                shape=shape,
                choice=one.choice,
            )
            for one in answers
        ]
        return Decision(question=answers[0].question, options=tuple(options))

    def exercise_of(self, passage: Passage) -> Exercise | None:
        """Return the exercise that a passage speaks of: the named one, or the day's."""
        key = passage.exercise or (None if passage.unknown else self.context.exercise)
        return self.catalogue.exercises.get(key) if key is not None else None

    def candidates(self, statement: Statement, passage: Passage) -> list[Candidate]:
        """Return the readings of one statement, most likely first, each set of sets once."""
        exercise = self.exercise_of(passage)
        priors = priors_of(self.context, exercise, unit=self.context.unit)
        if passage.unknown:
            priors = priors._replace(sets=None, reps=None, load=None, weighted=1.0)
        found: list[Candidate] = []
        solutions = solve(statement, priors, comma=self.decimal == ",")
        for solution in solutions:
            if solution.score < solutions[0].score * _HOPELESS:
                break
            for one in self.built(statement, solution, exercise=exercise):
                known = next((at for at, other in enumerate(found) if other.sets == one.sets), None)
                if known is None:
                    found.append(one)
                else:
                    found[known] = found[known]._replace(score=found[known].score + one.score)
        if len(found) == 1:
            return found
        return sorted(self.remembered(found), key=lambda one: -one.score)

    def built(self, statement: Statement, solution: Solution, *, exercise: Exercise | None) -> Iterable[Candidate]:
        """Return the sets of one solution, in the ways that a pair or a range leaves open."""
        sets = build_sets(statement, solution, unit=self.context.unit, exercise=exercise)
        plain = Candidate(
            score=solution.score,
            sets=sets,
            question=solution.shape.partition("-")[0],
            shape=solution.shape,
            choice=solution.choice,
            unused=solution.unused,
        )
        lone_range = len(sets) == 1 and sets[0].reps_to is not None
        if not (statement.slashed or statement.pair or statement.has_plates or lone_range):
            yield plain
            return
        for share, question, choice, other in pair_readings(statement, sets, exercise=exercise, unit=self.context.unit):
            yield plain._replace(
                score=plain.score * share,
                sets=other,
                question=question or plain.question,
                shape=question or plain.shape,
                choice=choice or plain.choice,
            )

    def remembered(self, found: Iterable[Candidate]) -> Iterable[Candidate]:
        """Lift the answers that this runner gave before."""
        answers = self.context.notation
        for one in found:
            lifted = (one.shape, one.choice) in answers
            yield one._replace(score=one.score * _REMEMBERED) if lifted else one

    def question(self, heard: Sequence[Heard]) -> list[Candidate] | None:
        """Return the answers to the first thing that must be asked; None where all is clear."""
        for passage in heard:
            for candidates in passage.statements:
                if is_clear(candidates):
                    continue
                near = [one for one in candidates if one.score * CLEAR >= candidates[0].score][:_MOST_OPTIONS]
                open_still = passage.undecided(near)
                if len(open_still) > 1:
                    return open_still
        return None

    def outcome(
        self,
        passages: Sequence[Passage],
        *,
        heard: Sequence[Heard],
        shape: str = "",
        choice: str = "",
    ) -> Decision:
        """Return the works with the best reading of each statement, and `choice` wherever `shape` was in question."""
        works: list[Work] = []
        unused: list[int] = []
        for passage, told in zip(passages, heard, strict=True):
            settled = told.settled(shape=shape, choice=choice)
            unused += [at for one in settled for at in one.unused]
            sets = tuple(one for candidate in settled for one in candidate.sets)
            if sets:
                named = passage.name if passage.exercise is None else ""
                works.append(Work(sets=sets, exercise=passage.exercise, day=passage.day, named=named))
        return Decision(works=tuple(works), unused=tuple(unused))
