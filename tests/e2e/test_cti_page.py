# SPDX-License-Identifier: GPL-3.0-or-later
"""An open page of the CTI server's, which changes the default device as this computer comes and
goes."""
from kit import ctl, main
from kit.app import App
from kit.cti_page import BROWSER, DESKTOP, CtiPage
from kit.shared import SharedCase
from kit.sip import free_port
from kit.watch import stays, wait_until
from kit.world import APP_ID, WorldCase

DESK = '301'
HERE = 'this-computer'


class Page(SharedCase):
    """The program stays; its line goes and comes."""

    def setUp(self):
        super().setUp()
        self.posts = 0
        self.addCleanup(self.choose, HERE)
        self.choose(HERE)

    def choose(self, device):
        self.control('SetDevice', 's', device)
        ctl.wait_status(self.world, device=device)

    def open_page(self, **limits):
        self.page = CtiPage(self, self.demo, **limits)
        wait_until(lambda: self.page.default() == DESKTOP, 'this computer to be it')
        self.posts = self.count()

    def count(self):
        return self.demo.state()['requests'].get('POST /api/user/default_device', 0)

    def go(self):
        """The line leaves the exchange, and finds no other."""
        self.addCleanup(self.come)
        self.world.run(['gsettings', 'set', APP_ID, 'sip-proxy', '127.0.0.1:%d' % free_port()])
        wait_until(lambda: ctl.status(self.world)['line'] != 'ready', 'the line to go')
        self.wait_page('offline')

    def come(self):
        self.world.run(['gsettings', 'set', APP_ID, 'sip-proxy',
                        '127.0.0.1:%d' % self.demo.sip['udp']])
        ctl.wait_status(self.world, line='ready')
        self.wait_page('online')

    def wait_page(self, status):
        if self.page.is_open():
            self.page.wait_seen(status)

    def wait_default(self, device):
        wait_until(lambda: self.page.default() == device, device + ' to be the default')

    def stays_default(self, device):
        stays(lambda: self.page.default() == device, 1, device + ' to stay the default')

    def test_takes_and_does_not_give_back(self):
        """From the second time on: this computer takes its place again by itself."""
        self.open_page(takes=None, gives_back=1)
        for turn in range(3):
            self.go()
            self.wait_default(BROWSER)
            self.come()
            self.wait_default(DESKTOP)
            self.stays_default(DESKTOP)
            ctl.wait_status(self.world, device=HERE)
        self.assertEqual(self.page.chosen.count(BROWSER), 3)
        # Each coming was told at most once by each of the two.
        self.assertLessEqual(self.count() - self.posts, 3 + 3 + 1)

    def test_once_each_way(self):
        """A page that is not loaded anew: what nobody took nobody needs to take back."""
        self.open_page()
        for turn in range(3):
            self.go()
            self.wait_default(BROWSER if turn == 0 else DESKTOP)
            self.come()
            self.wait_default(DESKTOP)
        self.assertEqual(self.page.chosen.count(BROWSER), 1)

    def test_its_user_chooses_the_browser(self):
        """That is no page's doing, and no flap of the line changes it."""
        self.open_page(takes=None, gives_back=0)
        self.page.choose(BROWSER)
        for _ in range(2):
            self.go()
            self.come()
            self.stays_default(BROWSER)
        self.assertEqual(self.page.chosen, [])
        self.assertEqual(self.count() - self.posts, 1)
        self.page.choose(DESKTOP)

    def test_desk_phone(self):
        """Where a telephone is the default neither does anything."""
        self.open_page(takes=None, gives_back=None)
        self.choose(DESK)
        self.wait_default(DESK)
        posts = self.count()
        self.go()
        self.come()
        self.stays_default(DESK)
        self.assertEqual(self.count(), posts)
        ctl.wait_status(self.world, device=DESK)


class Program(WorldCase):
    """The program itself ends and starts."""

    parts = {'display': True, 'keyring': True}

    def test_ends_and_starts(self):
        app = App(self)
        page = CtiPage(self, app.demo, takes=None, gives_back=0)
        for _ in range(2):
            self.assertEqual(app.quit(), 0)
            page.wait_seen('offline')
            self.assertEqual(page.default(), BROWSER)
            app.program = ctl.start(self.world, '--gapplication-service')
            ctl.wait_status(self.world, state='ready', line='ready')
            wait_until(lambda: page.default() == DESKTOP, 'this computer to be it')
            stays(lambda: page.default() == DESKTOP, 1, 'this computer')
            page.wait_seen('online')


if __name__ == '__main__':
    main()
