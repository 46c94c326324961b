"""One call of the library that takes its time, so that Ctrl-C and progress reach Python meanwhile."""
from __future__ import annotations

import contextlib
import queue
import threading
import typing

from ._library import check, ffi, lib, text
from .runs import Runs

Progress = typing.Callable[[float, str], object]

# The library asks after every step of the solver, some ten microseconds apart, whether to stop: too often for Python, and
# each question would wait for the interpreter's lock. So C answers: atoi() of a text that is "0" until it is made "1".
_ask_stop = ffi.cast("int (*)(void *)", ffi.addressof(lib, "atoi"))


def execute(call: typing.Any, card: typing.Any, subject: typing.Any, options: dict[str, typing.Any],
            progress: Progress | None) -> Runs:
    """The runs that `call` (cellsim_run or cellsim_run_text) makes, in a thread of its own, without the interpreter's
    lock; the caller's thread answers for `progress`, and hears Ctrl-C. Raises what the library or `progress` do."""
    questions: queue.SimpleQueue[tuple[float, str] | None] = queue.SimpleQueue()
    answers: queue.SimpleQueue[bool] = queue.SimpleQueue()

    def ask(share: float, what: typing.Any, _: typing.Any) -> bool:
        questions.put((share, text(what)))
        return answers.get()

    callback = ffi.callback("int(double, const char *, void *)", ask, error=1) if progress else ffi.NULL
    stop = ffi.new("char[]", b"0")
    chosen = ffi.new("cellsim_options *", {"size": ffi.sizeof("cellsim_options"), "progress": callback, "stop": _ask_stop,
                                           "context": stop, **options})
    out, error, status = ffi.new("cellsim_results **"), ffi.new("cellsim_error *"), []

    def work() -> None:
        try:
            status.append(call(card, subject, chosen, out, error))
        finally:
            questions.put(None)

    thread = threading.Thread(target=work, name="cellsim", daemon=True)
    try:
        thread.start()
        while (question := questions.get()) is not None:
            answers.put(bool(progress and progress(*question)))
    except BaseException:
        stop[0] = b"1"
        answers.put(True)  # of a question that waits, or comes before the stop; one that was stopped asks no more
        raise
    finally:
        while thread.is_alive():  # however often Ctrl-C is pressed: the card is the thread's until it ends
            with contextlib.suppress(KeyboardInterrupt):
                thread.join()
        results = ffi.gc(out[0], lib.cellsim_results_free) if out[0] else None
    runs = Runs(results) if results else None
    check(status[0], error, runs)
    assert runs
    return runs
