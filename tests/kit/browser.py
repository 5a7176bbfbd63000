# SPDX-License-Identifier: GPL-3.0-or-later
"""Debian's own browsers on the world's screen, and a real mouse to click with.

They have a profile and a home of their own, reach no further than loopback, and
live in process and mount namespaces of their own where that is allowed: nothing
that they start outlives them, and a policy of theirs is seen by nobody else."""
import json
import os
import shutil
import subprocess

from . import atspi
from .watch import TimedOut, wait_until

# Nobody answers there: for a proxy that lets nothing out.
NOWHERE = '127.0.0.1:9'
SCHEMES = ('tel', 'callto', 'nethlink', 'sip')
# Of Firefox's handlers.json.
USE_SYSTEM_DEFAULT = 4


def _namespaces():
    """The words that give a command namespaces of its own; None: this machine can't."""
    words = ['unshare', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc']
    if os.geteuid() != 0:
        words += ['--user', '--map-current-user', '--keep-caps']
    tried = subprocess.run([*words, 'true'], capture_output=True, check=False)
    return words if tried.returncode == 0 else None


class Browser:
    """What the browsers have in common; `open` starts one with a page."""

    name = a11y_name = None
    # Lets a page open a second link although nobody has clicked since the first.
    opens_without_a_click = True
    # How often one must say Always until it asks no more.
    times_to_allow = 1
    size = (1000, 700)

    def __init__(self, world):
        self.world = world
        self.namespaces = _namespaces()
        self.home = self.world.folder / self.name
        self.home.mkdir()
        self.page = self.window = self.process = None

    # Starting it

    def environment(self):
        return {
            'HOME': str(self.home),
            'XDG_CONFIG_HOME': str(self.world.home / '.config'),
            # Those are for the program's own code.
            'G_DEBUG': '', 'G_MESSAGES_DEBUG': '', 'GTK_A11Y': '', 'GSK_RENDERER': '',
            'MOZ_CRASHREPORTER_DISABLE': '1',
        }

    def command(self, page):
        raise NotImplementedError

    def mounts(self, page):
        """{folder: what is seen there instead}."""
        return {}

    def open(self, page):
        mounts = self.mounts(page)
        script = ''.join('mount --bind "%s" "%s" && ' % (inside, folder)
                         for folder, inside in mounts.items())
        command = [*(self.namespaces or ['env']), 'sh', '-c', script + 'exec "$@"', 'sh', *self.command(page)]
        self.process = self.world.spawn(self.name, command, env=self.environment())
        self.page = page
        self.window = wait_until(self._find_window, 'the window of ' + self.name)
        page.wait('layout')
        self.activate()

    def _find_window(self):
        if self.process.poll() is not None:
            raise AssertionError('%s ended: %s' % (self.name, self.world.log(self.name)[-3000:]))
        found = self._xdotool('search', '--onlyvisible', '--name', self.page.title)
        return found.split()[-1] if found.split() else None

    def close(self):
        self.world.end(self.process)

    # The hand on the mouse

    def _xdotool(self, *words):
        return self.world.run(['xdotool', *words], check=False).stdout

    def activate(self):
        """The person looks at the page again."""
        def active():
            self._xdotool('windowactivate', '--sync', self.window)
            return self.page.has_focus()
        wait_until(active, 'the page to have the keyboard', every=0.1)

    def _point(self, name):
        """Moves the pointer until the page says that it is over the element."""
        def is_over():
            pointer = self.page.last('pointer')
            left, top = (pointer['left'], pointer['top']) if pointer else self._guess()
            x, y = self.page.last('layout')['places'][name]
            said = self.page.mark()
            # From beside it: to the same place would be no movement.
            self._xdotool('mousemove', int(left + x) - 3, int(top + y) - 3,
                          'mousemove', int(left + x), int(top + y))
            try:
                wait_until(lambda: self.page.said('pointer', said), 'the pointer on the page', 5)
            except TimedOut:
                return False  # what covered the page, or was about to, may be gone: once more
            return self.page.last('pointer')['over'] == name
        wait_until(is_over, 'the pointer over ' + name)

    def _guess(self):
        """Where the page begins: below the window's bars."""
        said = self._xdotool('getwindowgeometry', '--shell', self.window)
        values = dict(line.split('=') for line in said.split())
        inside = self.page.last('layout')['inside']
        return (int(values['X']) + (int(values['WIDTH']) - inside[0]) / 2,
                int(values['Y']) + int(values['HEIGHT']) - inside[1])

    def click(self, name, times=1):
        """A click on the element of this id; what the page says from then on is Page.said(...,
        since=what this returns)."""
        self.activate()
        self._point(name)
        said = self.page.mark()
        self._xdotool('click', '--repeat', times, '--delay', 50, 1)
        self.page.wait('click', said, id=name, button=0, real=True)
        return said


    # Its own dialogs; in a World(a11y=True)

    def _app(self):
        return atspi.application(self.a11y_name)

    def _press_until(self, node, done, what):
        """Clicks on the node, as often as it takes: a dialog that has just come up takes
        no click, so that nobody agrees by accident."""
        def is_done():
            if done():
                return True
            box = node.get_extents(atspi.Atspi.CoordType.SCREEN)
            self._xdotool('mousemove', box.x + box.width // 2, box.y + box.height // 2, 'click', 1)
            return False
        wait_until(is_done, what, every=1)

    def press(self, *names):
        """A click on the button of one of these names, which goes away with its dialog."""
        node = atspi.find(self._app(), lambda name: name in names, 'push button')
        name = atspi.name_of(node)
        self._press_until(node, lambda: atspi.find_now(self._app(), name, 'push button') is None,
                          '%s to be pressed' % name)
        return name

    def tick_always(self):
        """A click into the check box for never being asked again."""
        node = atspi.find(self._app(), lambda name: name.startswith('Always'), 'check box')
        self._press_until(node, lambda: atspi.has_state(node, atspi.Atspi.StateType.CHECKED),
                          'the box to be ticked')

    def cancel(self):
        """No to the browser's question."""
        self.press('Cancel')

    def agree(self, always=False):
        """Yes to the browser's question whether it may open the link."""
        raise NotImplementedError


class Chromium(Browser):
    name = 'chromium'
    a11y_name = 'Chromium'
    opens_without_a_click = False

    def __init__(self, world, ask=False, policy=True):
        """`ask`: it asks before it opens each kind of link, as it does out of the box. Else
        it need not: an administrator's policy says so, or (`policy` False, and where there
        can be no mount namespace) its user said so once."""
        super().__init__(world)
        self.ask = ask
        self.policy = policy and not ask and self.namespaces is not None

    def mounts(self, page):
        if not self.policy:
            return {}
        # Where the package keeps its settings: a copy, with a policy added.
        folder = self.home / 'etc'
        shutil.copytree('/etc/chromium', folder)
        managed = folder / 'policies' / 'managed'
        managed.mkdir(parents=True, exist_ok=True)
        (managed / 'cornetta.json').write_text(json.dumps({'AutoLaunchProtocolsFromOrigins': [
            {'protocol': scheme, 'allowed_origins': [page.origin]} for scheme in SCHEMES]}))
        return {'/etc/chromium': folder}

    def _allow(self, page):
        """What remains of each question answered with Always."""
        folder = self.home / 'profile' / 'Default'
        folder.mkdir(parents=True)
        (folder / 'Preferences').write_text(json.dumps({'protocol_handler': {
            'allowed_origin_protocol_pairs': {page.origin: {scheme: True for scheme in SCHEMES}}}}))

    def command(self, page):
        if not self.ask and not self.policy:
            self._allow(page)
        words = ['chromium', '--user-data-dir=%s' % (self.home / 'profile'),
                 '--password-store=basic', '--no-first-run', '--no-default-browser-check',
                 '--disable-background-networking', '--disable-component-update',
                 '--disable-sync', '--disable-extensions', '--disable-breakpad',
                 '--disable-gpu', '--disable-dev-shm-usage', '--disable-search-engine-choice-screen',
                 '--proxy-server=' + NOWHERE, '--proxy-bypass-list=127.0.0.1',
                 '--ozone-platform=x11', '--window-position=0,0', '--window-size=%d,%d' % self.size,
                 '--test-type', '--no-sandbox']
        if self.ask:
            words.append('--force-renderer-accessibility')
        return [*words, '--new-window', page.url]

    def agree(self, always=False):
        if always:
            self.tick_always()
        self.press('Open Cornetta')


class Firefox(Browser):
    name = 'firefox-esr'
    a11y_name = 'Firefox'
    times_to_allow = 2  # the program, then the page

    PREFERENCES = {
        # Nothing that greets, asks or reports.
        'app.normandy.enabled': False,
        'app.update.enabled': False,
        'browser.aboutwelcome.enabled': False,
        'browser.preonboarding.enabled': False,
        'browser.rights.3.shown': True,
        'browser.safebrowsing.malware.enabled': False,
        'browser.safebrowsing.phishing.enabled': False,
        'browser.shell.checkDefaultBrowser': False,
        'browser.startup.homepage_override.mstone': 'ignore',
        'datareporting.healthreport.uploadEnabled': False,
        'datareporting.policy.dataSubmissionEnabled': False,
        'extensions.update.enabled': False,
        'messaging-system.rsexperimentloader.enabled': False,
        'network.captive-portal-service.enabled': False,
        'network.connectivity-service.enabled': False,
        'network.trr.mode': 5,
        'services.settings.server': 'data:,nothing',
        'termsofuse.bypassNotification': True,
        'toolkit.telemetry.enabled': False,
        'trailhead.firstrun.didSeeAboutWelcome': True,
        # Software drawing, as Xvfb has it.
        'gfx.webrender.software': True,
        'layers.acceleration.disabled': True,
        # Loopback goes directly, all else nowhere; no name is asked for.
        'network.dns.forceResolve': '127.0.0.1',
        'network.proxy.type': 1,
        'network.proxy.failover_direct': False,
        'network.proxy.http': NOWHERE.split(':')[0],
        'network.proxy.http_port': int(NOWHERE.split(':')[1]),
        'network.proxy.ssl': NOWHERE.split(':')[0],
        'network.proxy.ssl_port': int(NOWHERE.split(':')[1]),
    }

    def __init__(self, world, ask=False):
        """`ask`: it asks before it opens each kind of link, as it does out of the box."""
        super().__init__(world)
        preferences = dict(self.PREFERENCES)
        self.profile = self.home / 'profile'
        self.profile.mkdir()
        if not ask:
            preferences.update({'network.protocol-handler.external.' + scheme: True
                                for scheme in SCHEMES})
            (self.profile / 'handlers.json').write_text(json.dumps({
                'defaultHandlersVersion': {}, 'mimeTypes': {},
                'schemes': {scheme: {'action': USE_SYSTEM_DEFAULT, 'ask': False}
                            for scheme in SCHEMES}}))
        (self.profile / 'user.js').write_text(''.join(
            'user_pref(%s, %s);\n' % (json.dumps(key), json.dumps(value))
            for key, value in preferences.items()))

    def command(self, page):
        return ['firefox-esr', '--no-remote', '--new-instance', '--profile', self.profile,
                '--width', self.size[0], '--height', self.size[1], page.url]

    def agree(self, always=False):
        """The first time it wants a program chosen; the default one already is."""
        choosing = True
        while choosing:
            if always:
                self.tick_always()
            choosing = self.press('Choose Application', 'Open Link') == 'Choose Application'
