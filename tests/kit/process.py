# SPDX-License-Identifier: GPL-3.0-or-later
"""Processes that cannot outlive the test that started them."""
import ctypes
import os
import pathlib
import signal
import subprocess
import sys
import time

PR_SET_PDEATHSIG = 1
MARK = 'CORNETTA_WORLD'
_libc = ctypes.CDLL(None, use_errno=True)


def _die_with_parent():
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def spawn(argv, env, log, **options):
    """Starts a process in a group of its own; its stderr (and stdout) go to `log`."""
    with open(log, 'ab') as out:
        options.setdefault('stdin', subprocess.DEVNULL)
        options.setdefault('stdout', out)
        return subprocess.Popen([str(word) for word in argv], env=env, stderr=out,
                                start_new_session=True, preexec_fn=_die_with_parent, **options)


def guard(mark):
    """A process that waits for this one's death and then ends what carries the mark.

    PR_SET_PDEATHSIG reaches only direct children; some of them have workers."""
    env = {name: value for name, value in os.environ.items() if name != MARK}
    program = pathlib.Path(__file__).with_name('guard.py')
    return subprocess.Popen([sys.executable, program, mark], env=env, stdin=subprocess.PIPE,
                            stdout=subprocess.DEVNULL, start_new_session=True)


def end(process, patience=5):
    """Asks the whole group to end, then makes it."""
    for number, wait in ((signal.SIGTERM, patience), (signal.SIGKILL, patience)):
        if process.poll() is not None:
            break
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            pass
        try:
            process.wait(wait)
        except subprocess.TimeoutExpired:
            pass
    for stream in (process.stdin, process.stdout):
        if stream:
            stream.close()
    return process.returncode


def marked(mark):
    """Every live process whose environment carries the mark: also what D-Bus started."""
    wanted = ('%s=%s' % (MARK, mark)).encode()
    for folder in pathlib.Path('/proc').glob('[0-9]*'):
        try:
            if wanted in (folder / 'environ').read_bytes().split(b'\0') and \
                    int(folder.name) != os.getpid():
                yield int(folder.name)
        except (OSError, ValueError):
            continue


def end_marked(mark, patience=5):
    """Ends what `marked` finds; returns the ids that had to be killed."""
    for pid in marked(mark):
        _signal(pid, signal.SIGTERM)
    deadline = time.monotonic() + patience
    while (left := list(marked(mark))) and time.monotonic() < deadline:
        time.sleep(0.02)
    for pid in left:
        _signal(pid, signal.SIGKILL)
    return left


def _signal(pid, number):
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass
