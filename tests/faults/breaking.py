"""What breaks: each function does it to a running stack, and returns once it is over.

What is outside of the service comes back by itself after some seconds, as a machine that starts
again; what belongs to the service nobody touches.
"""

import os
import random
import signal
import subprocess
import time
from contextlib import suppress
from typing import BinaryIO

from tests.faults.service.stack import Stack, children_of
from tests.services import free_port, start_redis

AWAY = 10  # seconds


def kill(*pids: int) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def kill_web_worker(stack: Stack) -> None:
    kill(random.choice(children_of(stack.main_process("gunicorn"))))  # noqa: S311


def kill_web_master(stack: Stack) -> None:
    kill(stack.main_process("gunicorn"))


def kill_worker_child(stack: Stack) -> None:
    kill(random.choice(children_of(stack.main_process(" worker"))))  # noqa: S311


def kill_worker_tree(stack: Stack) -> None:
    main = stack.main_process(" worker")
    kill(*children_of(main), main)


def hang_worker(stack: Stack) -> None:
    os.kill(stack.main_process(" worker"), signal.SIGSTOP)


def hang_scheduler(stack: Stack) -> None:
    os.kill(stack.main_process(" beat"), signal.SIGSTOP)


def kill_redis(stack: Stack) -> None:
    stack.redis.kill()
    stack.redis.wait()
    time.sleep(AWAY)
    stack.redis = start_redis(stack.folder, stack.redis.port)


def flap_redis(stack: Stack) -> None:
    """Away and back three times within seconds: a worker reconnects while it is reconnecting."""
    for _ in range(3):
        stack.redis.kill()
        stack.redis.wait()
        stack.redis = start_redis(stack.folder, stack.redis.port)
        time.sleep(1)


def hang_redis(stack: Stack) -> None:
    stack.redis.send_signal(signal.SIGSTOP)
    time.sleep(AWAY)
    stack.redis.send_signal(signal.SIGCONT)


def flush_redis(stack: Stack) -> None:
    """Several times, for a queue is empty most of the time."""
    for _ in range(5):
        subprocess.run(
            ["redis-cli", "-p", str(stack.redis.port), "FLUSHALL"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        time.sleep(0.5)


def stop_database(stack: Stack) -> None:
    stack.database.stop_at_once()
    time.sleep(AWAY)
    stack.database.start()


def fill_disk(stack: Stack) -> None:
    """Leave no byte where the service writes, and take what it gives back.

    A worker dies meanwhile: whoever starts it again can write no word of it.
    """
    ballast, over_at = stack.folder / "ballast", time.monotonic() + AWAY
    with open(ballast, "wb", buffering=0) as file:
        take_space(file)
        kill_worker_tree(stack)
        while time.monotonic() < over_at:
            take_space(file)
            time.sleep(0.05)
    ballast.unlink()


def take_space(file: BinaryIO) -> None:
    for size in (65536, 512):
        with suppress(OSError):
            while True:
                file.write(b"\0" * size)


def cut_messages(stack: Stack) -> None:
    """Leave a message in the queue as a lost machine leaves it, and another for good measure."""
    for number, content in enumerate(("", '{"body": "W1t7')):
        (stack.folder / "queue" / f"000{number}_cut.celery.msg").write_text(content)
    (stack.folder / "queue" / "control" / "celery.exchange").write_text('[["cel')


def start_second(stack: Stack) -> None:
    """Start the service once more with the same data, at another port."""
    second = subprocess.run(
        [*stack.command[:-1], str(free_port())],
        env=stack.environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if second.returncode == 0 or "already runs" not in second.stderr:
        raise AssertionError(f"a second supervisor was not refused: {second.stderr}")
