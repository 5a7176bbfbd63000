# SPDX-License-Identifier: GPL-3.0-or-later
"""M86: a click in a page of Debian's Chromium becomes exactly one call."""
import pathlib

from kit import clicks, main
from kit.browser import Chromium
from kit.watch import wait_until


class EveryLink(clicks.EveryLink):
    make = Chromium

    def test_policy(self):
        """It is this browser's alone."""
        self.assertEqual(list(pathlib.Path('/etc/chromium').glob('**/cornetta.json')), [])


class CtiPage(clicks.CtiPage):
    make = Chromium


class Asking(clicks.Asking):
    make = Chromium


class Cold(clicks.Cold):
    make = Chromium


class NoDesktop(clicks.Clicks):
    """xdg-open finds the program by itself, and the browser leaves nothing behind."""

    make = Chromium
    options = {'policy': False}
    parts = {**clicks.Clicks.parts, 'desktop': ''}
    links = {'plain': 'tel:202', 'spaces': 'tel:+39 0721 405502'}

    def test_1_click(self):
        for name, number in ('plain', '202'), ('spaces', '+390721405502'):
            self.click(name)
            wait_until(lambda: self.app.invites(number), 'a call by ' + name)
            self.hang_up_all()
        self.assert_only('202', '+390721405502')

    def test_2_leaves_nothing(self):
        """No process of it stays."""
        self.assertTrue(self.running())
        self.browser.close()
        wait_until(lambda: not self.running(), 'its processes to end')

    def running(self):
        """The processes that work for this test's browser, helpers among them."""
        mark = str(self.browser.home).encode()
        found = []
        for process in pathlib.Path('/proc').glob('[0-9]*'):
            try:
                found += [process.name] * (mark in (process / 'cmdline').read_bytes())
            except OSError:  # It ended meanwhile.
                pass
        return found


if __name__ == '__main__':
    main()
