# SPDX-License-Identifier: GPL-3.0-or-later
"""tools/bench measures what it says, and leaves nothing behind."""
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import kit

TOOL = kit.SOURCE / 'tools' / 'bench'


def bench(*words, env=None):
    return subprocess.run([TOOL, *words], capture_output=True, text=True, timeout=120, check=False,
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
    def test_click(self):
        """Once each way: every call arrives, and all that was started has ended."""
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / 'values.json'
            done = bench('--only', 'click', '--runs', '1', '--no-build', '--json', path,
                         env={'TMPDIR': folder})
            self.assertEqual(done.returncode, 0, done.stderr)
            times = json.loads(path.read_text())['click']
            self.assertEqual(os.listdir(folder), [path.name])
            self.assertEqual(list(processes_of(folder)), [])
        ours = [label for label in times if label.startswith('Cornetta')]
        self.assertGreaterEqual(len(ours), 5, times)
        for label, values in times.items():
            self.assertEqual(len(values), 1, label)
            self.assertGreater(values[0], 0, label)
            self.assertIn('| ' + label, done.stdout)

    def test_help(self):
        done = bench('--help')
        self.assertEqual(done.returncode, 0)
        self.assertIn('--runs', done.stdout)

    def test_wrong_words(self):
        for words in (['--only', 'nothing'], ['--runs', '0'], ['--runs', 'x']):
            self.assertEqual(bench(*words).returncode, 2, words)


if __name__ == '__main__':
    kit.main()
