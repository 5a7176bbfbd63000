# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs in tools/: what they say, how they count, and the story of tools/run."""
import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

import kit

TOOLS = kit.SOURCE / 'tools'


def run(*words, env=None, timeout=60):
    return subprocess.run([str(word) for word in words], capture_output=True, text=True,
                          timeout=timeout, check=False, stdin=subprocess.DEVNULL,
                          env={**os.environ, **(env or {})})


class Help(unittest.TestCase):
    def test_help(self):
        for tool in ('run', 'test', 'setup', 'asterisk', 'dist', 'package'):
            with self.subTest(tool=tool):
                done = run(TOOLS / tool, '--help')
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertTrue(done.stdout.startswith('Usage: tools/' + tool), done.stdout)

    def test_unknown_line(self):
        for words in (('--line', 'pigeon'), ('--line',)):
            done = run(TOOLS / 'run', *words)
            self.assertEqual(done.returncode, 1)
            self.assertIn('gateway or sip', done.stderr)

    def test_unknown_argument(self):
        for tool in ('run', 'test', 'setup', 'asterisk', 'dist', 'package'):
            with self.subTest(tool=tool):
                done = run(TOOLS / tool, '--nonsense')
                self.assertEqual(done.returncode, 1)
                self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)


class AsteriskFolder(unittest.TestCase):
    """tools/asterisk without making one, which takes minutes and needs root."""

    def test_check(self):
        with tempfile.TemporaryDirectory() as home:
            done = run(TOOLS / 'asterisk', '--check',
                       env={'XDG_CACHE_HOME': home, 'CORNETTA_ASTERISK': ''})
            self.assertEqual(done.returncode, 1)
            self.assertIn(home + '/cornetta/asterisk; tools/asterisk makes one', done.stderr)
            program = pathlib.Path(home, 'cornetta/asterisk/usr/sbin/asterisk')
            program.parent.mkdir(parents=True)
            program.touch(0o755)
            # Nothing more is done where there is one.
            done = run(TOOLS / 'asterisk', env={'XDG_CACHE_HOME': home, 'CORNETTA_ASTERISK': ''})
            self.assertEqual((done.returncode, len(done.stdout.splitlines())), (0, 1), done.stderr)

    def test_no_archive(self):
        """It says so where apt knows of no Debian, and leaves nothing."""
        with tempfile.TemporaryDirectory() as place:
            apt = pathlib.Path(place, 'apt-get')
            apt.write_text('#!/bin/sh\n')
            apt.chmod(0o755)
            done = run(TOOLS / 'asterisk', env={'PATH': '%s:%s' % (place, os.environ['PATH']),
                                                'CORNETTA_ASTERISK': place + '/a/b'})
            self.assertEqual(done.returncode, 1)
            self.assertEqual(done.stderr,
                             "asterisk: found no Debian archive in this machine's apt sources\n")
            self.assertEqual(os.listdir(place), ['apt-get'])


class Count(unittest.TestCase):
    """tools/test-results must not call a bad run good."""

    def count(self, *entries, options=()):
        with tempfile.NamedTemporaryFile('w', suffix='.json') as log:
            for name, result, stdout in entries:
                log.write(json.dumps({'name': name, 'result': result, 'stdout': stdout}) + '\n')
            log.flush()
            done = run(TOOLS / 'test-results', 'count', *options, log.name)
        return done.stdout.splitlines()[-1], done.returncode

    def test_subtests_count(self):
        self.assertEqual(self.count(('p:s / a', 'OK', 'TAP version 13\nok 1 one\nok 2 - two\n1..2\n')),
                         ('2 passed, 0 failed, 0 skipped', 0))

    def test_failure(self):
        self.assertEqual(self.count(('a', 'FAIL', 'ok 1 one\nnot ok 2 two\n1..2\n')),
                         ('1 passed, 1 failed, 0 skipped', 1))

    def test_crash_and_time_out(self):
        """Also when every line before them was fine."""
        for result in ('ERROR', 'TIMEOUT', 'INTERRUPT', 'FAIL'):
            self.assertEqual(self.count(('a', result, 'ok 1 one\n')),
                             ('1 passed, 1 failed, 0 skipped', 1), result)

    def test_program_without_tap(self):
        self.assertEqual(self.count(('a', 'OK', ''), ('b', 'FAIL', 'oh\n'), ('c', 'TIMEOUT', '')),
                         ('1 passed, 2 failed, 0 skipped', 1))

    def test_skips(self):
        self.assertEqual(self.count(('a', 'OK', 'ok 1 x # SKIP no\nok 2 y\n1..2\n')),
                         ('1 passed, 1 failed, 0 skipped', 1))
        self.assertEqual(self.count(('p:a / asterisk-calls', 'OK',
                                     'ok 1 test_busy (Words) # SKIP no\nok 2 y\n1..2\n')),
                         ('1 passed, 0 failed, 1 skipped', 0))
        self.assertEqual(self.count(('p:l / lint-text', 'OK',
                                     'ok 1 test_clang_format (Text) # SKIP no\nok 2 y\n1..2\n')),
                         ('1 passed, 0 failed, 1 skipped', 0))

    def test_nothing_and_broken_parts(self):
        self.assertEqual(self.count(), ('0 passed, 0 failed, 0 skipped', 1))
        self.assertEqual(self.count(('a', 'OK', ''), options=('--broken', '1')),
                         ('1 passed, 1 failed, 0 skipped', 1))


class Story(unittest.TestCase):
    def test_whole_way_of_a_click(self):
        """What tools/run does after the build, on a machine without a display."""
        self.tell(LINE='sip', STEPS='8')

    def test_by_the_gateway(self):
        """The same with --line gateway."""
        said = self.tell(LINE='gateway', STEPS='9')
        self.assertIn('registered: gateway as extension 201', said)

    def tell(self, **more):
        env = {'STEP': '2', **more, 'PYTHONPATH': str(kit.SOURCE / 'tests'),
               'CORNETTA_BUILD': str(kit.BUILD), 'CORNETTA_SOURCE': str(kit.SOURCE),
               'DISPLAY': '', 'WAYLAND_DISPLAY': ''}
        done = run(TOOLS / 'story', env=env, timeout=170)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        wanted = (r'registered: .* 201', r'gio open tel:600', 'INVITE sent to 600',
                  '600 answered', r'RTP: [1-9]\d* packets sent, [1-9]\d* received',
                  r'loudspeaker: (68|70|72)0 Hz', r'the echo heard (69|70|71)\d',
                  'the call with 600 ended', 'Cornetta ended by itself')
        self.assertRegex(done.stdout, re.compile('.*'.join(wanted), re.S))
        for picture in ('1-window', '2-call', '3-after'):
            path = kit.BUILD / 'run' / 'screenshots' / (picture + '.png')
            self.assertGreater(path.stat().st_size, 5000)
        return done.stdout


if __name__ == '__main__':
    kit.main()
