# SPDX-License-Identifier: GPL-3.0-or-later
"""tools/bench measures what it says, says when that does not happen, and leaves nothing behind."""
import itertools
import json
import os
import pathlib
import queue
import socket
import subprocess
import tempfile
import time
import types
import unittest

import kit
from bench import calls, click, gateway, measure, sheet, sink, stalls, windows
from kit.watch import TimedOut

TOOL = kit.SOURCE / 'tools' / 'bench'


def bench(*words, env=None):
    return subprocess.run([TOOL, *words], capture_output=True, text=True, timeout=240, check=False,
                          env={**os.environ, **(env or {})})


def processes_of(folder):
    """Those that have something of this folder in their environment."""
    for environ in pathlib.Path('/proc').glob('[0-9]*/environ'):
        try:
            if os.fsencode(folder) in environ.read_bytes():
                yield environ.parent.name
        except OSError:
            continue


class Bench(unittest.TestCase):
    def measure(self, name):
        """(values, output) of one run; nothing of it is left."""
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / 'values.json'
            done = bench('--only', name, '--runs', '1', '--calls', '1', '--talk', '0.5',
                         '--patience', '4', '--no-build', '--json', path, env={'TMPDIR': folder})
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(os.listdir(folder), [path.name])
            self.assertEqual(list(processes_of(folder)), [])
            return json.loads(path.read_text())[name], done.stdout

    def test_click(self):
        """Every way led to its call, ours and the floors' in pairs."""
        values, said = self.measure('click')
        pairs = [label for label, times in values.items() if 'floor' in times]
        self.assertEqual(len(pairs), 8, values)
        for label, times in values.items():
            self.assertIn('| ' + label, said)
            for kind in times.values():
                self.assertGreater(min(kind, default=1), 0, label)
        for label in pairs:
            times = values[label]
            self.assertEqual(len(times['ms']), len(times['floor']), label)
            self.assertGreaterEqual(len(times['ms']), 1, label)

    def test_calls(self):
        """Each was measured, in pairs where there is somebody to compare with."""
        values, said = self.measure('calls')
        self.assertEqual(len(values.pop('sound server')), 5)
        self.assertEqual(set(values), {*calls.DELAYS, calls.ONE_CPU, calls.MANY_CPU})
        for label, times in values.items():
            self.assertIn('| ' + label, said)
            self.assertIn(calls.Ours.name, times)
            for ms in times.values():
                self.assertEqual(len(ms), 1)
                self.assertGreater(ms[0], 0)
        # A jitter buffer alone holds as much, and nobody could talk with ten times that.
        self.assertGreater(values[calls.BOTH][calls.Ours.name][0], 20)
        self.assertLess(values[calls.BOTH][calls.Ours.name][0], 2000)

    def test_sheet(self):
        """Painted after it was there, on both sides."""
        values, said = self.measure('sheet')
        ours = [label for label in values if label.startswith('Cornetta')]
        self.assertEqual(len(ours), 3, values)
        for label, times in values.items():
            self.assertIn('| ' + label, said)
            for mapped, painted in times:
                self.assertGreater(painted, mapped, label)
                self.assertGreater(mapped, 0, label)

    def test_stalls(self):
        values, said = self.measure('stalls')
        self.assertEqual(len(values), 5, values)
        for label, lives in values.items():
            self.assertIn('| ' + label, said)
            for wall, cpu, _ in lives:
                self.assertGreaterEqual(wall, 0, label)
                self.assertGreaterEqual(cpu, 0, label)

    def test_help(self):
        done = bench('--help')
        self.assertEqual(done.returncode, 0)
        self.assertIn('--runs', done.stdout)

    def test_wrong_words(self):
        for words in (['--only', 'nothing'], ['--runs', '0'], ['--runs', 'x'], ['--calls', '0'],
                      ['--talk', '0'], ['--patience', '0']):
            self.assertEqual(bench(*words).returncode, 2, words)


class Loud(unittest.TestCase):
    """What does not happen is no figure."""

    def test_no_program(self):
        """A build whose program ends at once."""
        with tempfile.TemporaryDirectory() as folder:
            build = pathlib.Path(folder) / 'build'
            build.mkdir()
            for entry in kit.BUILD.iterdir():
                if entry.name != 'cornetta-desktop':
                    (build / entry.name).symlink_to(entry)
            (build / 'cornetta-desktop').symlink_to('/bin/false')
            for name in ('click', 'sheet'):
                done = bench('--only', name, '--runs', '1', '--no-build',
                             env={'TMPDIR': folder, 'CORNETTA_BUILD': str(build)})
                self.assertEqual(done.returncode, 1, name)
                self.assertIn('bench: %s: the program ended' % name, done.stderr)
                self.assertNotIn('| Cornetta', done.stdout)

    def test_no_call(self):
        """The click is named, and a call to another number is not taken for it."""
        port = sink.Sink()
        self.addCleanup(port.close)
        one = types.SimpleNamespace(sink=port, numbers=itertools.count(7))

        def call_another(_number):
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
                sender.sendto(b'INVITE sip:08@127.0.0.1 SIP/2.0\r\n\r\n', ('127.0.0.1', port.port))
            port.wait('08')
            return time.monotonic_ns()
        with self.assertRaisesRegex(TimedOut, 'some way: no INVITE for 07'):
            click.Click.measure(one, call_another, 'some way', timeout=0.2)

    def test_no_window(self):
        """A window of another title is not the question."""
        watch = types.SimpleNamespace(events=queue.SimpleQueue())
        watch.wait_painted = types.MethodType(windows.Watch.wait_painted, watch)
        for what in ('map', 'paint'):
            watch.events.put((what, 1, time.monotonic_ns() + 10**9, 'Cornetta'))
        one = types.SimpleNamespace(watch=watch, codes=itertools.count(1), times={}, patience=0.2)
        with self.assertRaisesRegex(TimedOut, 'some way: showed no window “Call'):
            sheet.Sheet.measure(one, 'some way', lambda code: time.monotonic_ns(), sheet.OURS)
        self.assertEqual(one.times, {})

    def test_no_turns(self):
        with tempfile.TemporaryDirectory() as folder:
            turns = stalls.Turns(pathlib.Path(folder) / 'turns')
            self.assertEqual(turns.since(0), [])
            turns.path.write_text('10 20 5\n100 50 40\n')
            self.assertEqual(turns.since(31), [(100, 50, 40)])
            self.assertEqual(stalls.figures([]), (0, 0, 0))


class Gateway(unittest.TestCase):
    def test_what_came_by(self):
        """The request and the event that are timed are told from all others."""
        def words(*bodies):
            return [what for body in bodies for what in gateway.words_of(body)]
        event = {'janus': 'event', 'plugindata': {'data': {'result': {'event': 'accepted'}}}}
        ringing = {'janus': 'event', 'plugindata': {'data': {'result': {'event': 'ringing'}}}}
        self.assertEqual(words(json.dumps({'body': {'request': 'call'}})), ['call'])
        self.assertEqual(words(json.dumps([ringing, event])), ['answer'])
        self.assertEqual(words('', 'no JSON', '{}', '[]', json.dumps({'body': {'request': 'hold'}}),
                               json.dumps(ringing)), [])


class Arithmetic(unittest.TestCase):
    def test_pairs(self):
        self.assertEqual(measure.paired([4, 30, 100], [2, 10, 10]), 3)
        self.assertIsNone(measure.paired([], []))
        self.assertEqual(measure.nearest_rank(range(1, 51), 95), 48)
        self.assertEqual(measure.p95([3, 9, 1]), '9.0')
        self.assertEqual(measure.verdict(0.5), 'met (0.50 of it)')
        self.assertEqual(measure.verdict(1.25), 'MISSED (1.25 of it)')

    def test_aims(self):
        row = click.Row('a way', None, None, click.by_bus)
        row.own, row.floors = [2, 3, 9], [1, 1, 1]
        self.assertEqual(row.share(1), 1)
        row.aim = click.by_exec
        self.assertAlmostEqual(row.share(1), 3 / 1.3)


if __name__ == '__main__':
    kit.main()
