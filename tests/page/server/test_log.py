import logging

from page.server.log import LOGGERS, LogRateLimit, limit_logs


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def line(text="Invalid %s", *args):
    return logging.LogRecord("uvicorn.error", logging.WARNING, "", 0, text, args or ("x",), None)


def test_so_many_lines_pass_and_the_next_says_how_many_did_not():
    clock = Clock()
    bound = LogRateLimit(2, clock=clock)
    assert [bound.filter(line()) for _ in range(5)] == [True, True, False, False, False]
    clock.now = 60.0
    record = line()
    assert bound.filter(record)
    assert record.getMessage() == "Invalid x (3 earlier lines were left out)"


def test_the_loggers_of_the_server_are_bounded_once():
    limit_logs()
    limit_logs()
    for name in LOGGERS:
        logger = logging.getLogger(name)
        assert sum(isinstance(known, LogRateLimit) for known in logger.filters) == 1
