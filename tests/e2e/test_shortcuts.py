# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys that work in every program, once switched on: M82."""
import pathlib

from kit import atspi, ctl, main
from kit.portal import Portal
from kit.selection import select
from kit.shared import SharedCase
from kit.watch import wait_until
from kit.window import Window
from kit.world import APP_ID, WorldCase

IDS = {'dial-selection', 'bar', 'answer', 'hang-up', 'mute'}


def switch(world, on):
    world.run(['gsettings', 'set', APP_ID, 'global-shortcuts', 'true' if on else 'false'])


class Keys(SharedCase):
    parts = {'display': True, 'keyring': True}

    @classmethod
    def prepare(cls):
        cls.portal = Portal(cls.world)
        cls.addClassCleanup(cls.portal.stop)

    def setUp(self):
        super().setUp()
        before = len(self.portal.bound)
        switch(self.world, True)
        self.portal.wait(lambda: len(self.portal.bound) > before, 'BindShortcuts')

    def tearDown(self):
        """Gives the keys back."""
        switch(self.world, False)
        self.portal.wait(lambda: self.portal.sessions == self.portal.closed, 'the session to close')

    def test_five(self):
        session, shortcuts = self.portal.bound[-1]
        self.assertEqual(session, self.portal.sessions[-1])
        self.assertEqual(set(shortcuts), IDS)
        for about in shortcuts.values():
            self.assertTrue(about['description'])

    def test_dial_selection(self):
        select(self.world, '202')
        self.portal.press('dial-selection')
        wait_until(lambda: self.app.invites('202') == 1, 'one INVITE')
        self.wait_call('active', number='202')

    def test_call(self):
        self.ring('203')
        self.portal.press('mute')  # Nothing to mute yet.
        self.portal.press('answer')
        self.wait_call('active', number='203', muted=False)
        self.portal.press('mute')
        self.wait_call('active', number='203', muted=True)
        self.portal.press('mute')
        self.wait_call('active', number='203', muted=False)
        self.portal.press('hang-up')
        ctl.wait_no_call(self.world)

    def test_unknown_key(self):
        self.portal.press('quit')
        self.portal.press('bar')
        self.ring('203')
        self.portal.press('hang-up')
        ctl.wait_no_call(self.world)


class Keybinding(WorldCase):
    """GNOME's own list, by the button."""

    parts = {'display': True, 'a11y': True}
    LIST = 'org.gnome.settings-daemon.plugins.media-keys'
    ROW = '/org/gnome/settings-daemon/plugins/media-keys/custom-keybindings/%s/'

    def get(self, schema, key):
        return self.world.run(['gsettings', 'get', schema, key]).stdout.strip()

    def test_button(self):
        schemas = pathlib.Path('/usr/share/glib-2.0/schemas') / (self.LIST + '.gschema.xml')
        if not schemas.exists():
            self.skipTest('GNOME\'s schema of media keys is not installed')
        theirs = "['%s']" % (self.ROW % 'custom0')
        self.world.run(['gsettings', 'set', self.LIST, 'custom-keybindings', theirs])
        program = ctl.start(self.world, '--gapplication-service')
        self.world.run(['gapplication', 'action', APP_ID, 'preferences'])
        window = Window(self.world)
        atspi.click(atspi.find(window.app, 'Links', 'page tab'))
        self.assertEqual(self.get(self.LIST, 'custom-keybindings'), theirs)
        window.click('Add Shortcut')
        ours = "['%s', '%s']" % (self.ROW % 'custom0', self.ROW % 'cornetta')
        wait_until(lambda: self.get(self.LIST, 'custom-keybindings') == ours, 'our row')
        row = '%s.custom-keybinding:%s' % (self.LIST, self.ROW % 'cornetta')
        self.assertEqual(self.get(row, 'command'),
                         "'gapplication action %s dial-selection'" % APP_ID)
        window.click('Remove Shortcut')
        wait_until(lambda: self.get(self.LIST, 'custom-keybindings') == theirs, 'their row alone')
        self.assertEqual(self.get(row, 'command'), "''")
        self.assertEqual(ctl.quit_program(self.world, program), 0)


class Off(WorldCase):
    parts = {'display': True}

    def test_not_asked_for(self):
        """Never without its user's word."""
        portal = Portal(self.world)
        program = ctl.start(self.world, '--gapplication-service')
        ctl.status(self.world)
        portal.wait(lambda: True, 'what has come')
        self.assertEqual(portal.sessions, [])
        self.assertEqual(ctl.quit_program(self.world, program), 0)
        portal.stop()

    def test_refused(self):
        """Its user said no: nothing is bound, the program goes on."""
        portal = Portal(self.world, answer=1)
        switch(self.world, True)
        program = ctl.start(self.world, '--gapplication-service')
        portal.wait(lambda: portal.sessions, 'CreateSession')
        ctl.status(self.world)
        self.assertEqual(portal.bound, [])
        self.assertEqual(ctl.quit_program(self.world, program), 0)
        portal.stop()

    def test_no_portal(self):
        switch(self.world, True)
        program = ctl.start(self.world, '--gapplication-service')
        wait_until(lambda: 'shortcuts: ' in self.world.log('cornetta-desktop'), 'the failure')
        self.assertEqual(ctl.quit_program(self.world, program), 0)


if __name__ == '__main__':
    main()
