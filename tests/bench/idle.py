# SPDX-License-Identifier: GPL-3.0-or-later
"""What a program costs that nobody uses: memory, wake-ups, CPU."""
import time

from kit.demo import Demo
from kit.watch import wait_until
from kit.world import APP_ID

from .measure import QuietWorld, Started, cpu_ns, memory_kib, spread, switches, table
from .ours import quit_cornetta, sign_in, use_sink
from .peers import Missing, Program, floors, peers
from .sink import Sink
from .windows import Watch

SETTLE = 10
SECONDS = 30
READING = (
    'Of all its processes. USS is what would be free without it, PSS shares each page out among '
    'the programs that use it: other GTK programs on the machine make both smaller. Own is data '
    'that cannot be shared, whatever else runs. Wake-ups are voluntary context switches of all '
    'threads.')
SERVICE = 'Cornetta, signed in, no window'
WINDOW = 'Cornetta, signed in, window, %s'


def cornetta(world):
    binary = world.libexec / 'cornetta-desktop'
    return [Program(SERVICE, [binary, '--gapplication-service'], 'default'),
            *(Program(WINDOW % renderer, [binary], renderer)
              for renderer in ('cairo, GL off', 'cairo', 'default'))]


def sample(started, seconds):
    """The figures of one program over this time."""
    pids = started.tree()
    woken, used, begin = switches(pids), sum(map(cpu_ns, pids)), time.monotonic()
    time.sleep(seconds)
    length = time.monotonic() - begin
    memory = memory_kib(pids)
    now = switches(pids)
    return {
        'processes': len(pids), 'threads': len(now),
        **{kind: kib / 1024 for kind, kib in memory.items()},
        'wakeups': sum(count - woken.get(thread, 0) for thread, count in now.items()) / length,
        'cpu': (sum(map(cpu_ns, pids)) - used) / 1e6 / length,
    }


def one(label, times, port):
    """In a world of its own: pages that two programs share would count half."""
    with QuietWorld(display=True, sound=True, keyring=True) as world:
        program = next(row for row in [*floors(), *cornetta(world), *peers(world, port)]
                       if row.label == label)
        ours = program.label.startswith('Cornetta')
        watch = Watch(world)
        if ours:
            demo = Demo(world)
            use_sink(world, port)
        started = Started(world, program.command, world.drawing_with(program.renderer))
        if program.label != SERVICE:
            watch.wait_painted(started.begin)
        if ours:
            wait_until(lambda: world.bus.has(APP_ID), 'the program on the bus')
            sign_in(world, demo)
        time.sleep(times[0])
        figures = sample(started, times[1])
        if ours:
            quit_cornetta(world)
        started.end()
        return figures


def run(runs, note, times=(SETTLE, SECONDS)):
    figures, missing, sink = {}, {}, Sink()
    with QuietWorld() as world:
        programs = [*floors(), *cornetta(world), *peers(world, sink.port)]
    for number in range(runs):
        for program in programs:
            label = program.label
            note('idle, run %d of %d: %s' % (number + 1, runs, label))
            try:
                program.check()
                for name, value in one(label, times, sink.port).items():
                    figures.setdefault(label, {}).setdefault(name, []).append(value)
            except Missing as why:
                missing[label] = str(why)
    sink.close()
    heads = ['program', 'PSS MiB', 'USS MiB', 'own MiB', 'RSS MiB', 'processes/threads',
             'wake-ups/s', 'CPU ms/s']
    rows = [show(program.label, figures.get(program.label), missing.get(program.label))
            for program in programs]
    return figures, '## Idle for %d s, after %d s of settling\n\n%s\n\n%s' % (
        *times[::-1], READING, table(heads, rows))


def show(label, own, missing):
    if not own:
        return [label, missing, '', '', '', '', '', '']
    return [label, *(spread(own[kind]) for kind in ('pss', 'uss', 'own', 'rss')),
            '%d/%d' % (own['processes'][0], own['threads'][0]),
            spread(own['wakeups'], 2), spread(own['cpu'], 2)]
