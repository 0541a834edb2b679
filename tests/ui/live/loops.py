"""A loop in a thread of its own: Playwright’s already runs in that of the tests."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import wraps


def run_on_a_loop(coroutine):
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def on_a_loop(test):
    @wraps(test)
    def run(*args, **kwargs):
        return run_on_a_loop(test(*args, **kwargs))

    return run
