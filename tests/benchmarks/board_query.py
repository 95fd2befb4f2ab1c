"""Time the board with 1,000, 25,000 and 110,000 requests in the file, of which the same forty are open.

Run as ``python -m tests.benchmarks.board_query``. Prints medians in milliseconds and each ratio to the smallest
file, for the board, the search for a name and the page of one request, on both engines in one run.
"""

import statistics
import time
from collections.abc import Callable

from amhp_desktop.services.request_view import RequestFilter
from tests.benchmarks.stages import OPEN, Stage, stages

_SIZES = (1_000, 25_000, 110_000)
_ROUNDS = 31


def median_ms(work: Callable[[], object], rounds: int = _ROUNDS) -> float:
    """Return the median time of some rounds in milliseconds, after two that warm up."""
    taken = []
    for number in range(rounds + 2):
        start = time.perf_counter()
        work()
        if number >= 2:
            taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def _measure(stage: Stage) -> dict[str, float]:
    desk = stage.demonstration.services()
    board = desk.board.board()
    if len(board.open) != OPEN:
        raise SystemExit(f"{len(board.open)} open requests on the board, not {OPEN}")
    first = board.open[0].id
    return {
        "board": median_ms(desk.board.board),
        "open list": median_ms(lambda: desk.reader.search(RequestFilter(open_only=True))),
        "newest": median_ms(lambda: desk.reader.search(RequestFilter())),
        "search": median_ms(lambda: desk.reader.search(RequestFilter(text="kovacs"))),
        "request": median_ms(lambda: desk.reader.view(first)),
        "seen before": median_ms(lambda: desk.persons.seen_before(board_person(stage))),
    }


def board_person(stage: Stage) -> object:
    """Return somebody whose name only one other person bears."""
    from tests.integration.services.acts import PERSON, replace

    return replace(PERSON, family="Kovacs", given="Judit")


def main() -> None:
    """Print a table of medians and ratios."""
    with stages() as both:
        for stage in both:
            least: dict[str, float] = {}
            for size in _SIZES:
                stage.fill(size)
                found = _measure(stage)
                least = least or found
                shown = "; ".join(
                    f"{name} {taken:.1f} ms (×{taken / least[name]:.2f})" for name, taken in found.items()
                )
                print(f"{stage.name}, {size:,} requests: {shown}", flush=True)


if __name__ == "__main__":
    main()
