# SPDX-License-Identifier: GPL-3.0-or-later
"""What the Python tests share: where things are, and how a test file runs."""
import os
import pathlib
import sys
import unittest

SOURCE = pathlib.Path(os.environ.get('CORNETTA_SOURCE', pathlib.Path(__file__).parents[2]))
BUILD = pathlib.Path(os.environ.get('CORNETTA_BUILD', SOURCE / '_build'))


def main():
    """Runs the calling file's unittest classes and prints TAP for meson."""
    from tap.runner import TAPTestRunner
    runner = TAPTestRunner()
    runner.set_stream(True)
    runner.set_format('{method_name}')
    result = unittest.main(module='__main__', testRunner=runner, exit=False).result
    # meson shows stderr of a failed test, and hides the TAP lines with their diagnostics.
    for test, trace in result.failures + result.errors:
        print('%s\n%s' % (test, trace), file=sys.stderr)
    sys.exit(not result.wasSuccessful())
