# SPDX-License-Identifier: GPL-3.0-or-later
"""Who opens phone links, and getting it back: M05, Q33."""
import json
import os
import unittest

import kit
from kit import atspi, ctl
from kit.watch import wait_until
from kit.window import Window
from kit.world import APP_ID, SCHEMES, World, WorldCase

OURS = APP_ID + '.desktop'
OTHER = 'org.example.Other.desktop'
THIRD = 'org.example.Third.desktop'
DESKTOP = '''[Desktop Entry]
Type=Application
Name=%s
Exec=true %%u
MimeType=%s
'''
FOREIGN = '''# What I like to open things with.
[Default Applications]
text/html=browser.desktop

x-scheme-handler/mailto = mail.desktop;other-mail.desktop
this line is broken
[Added Associations]
x-scheme-handler/tel=org.example.Third.desktop;
# The end.
'''


class Handler(unittest.TestCase):
    def setUp(self):
        self.world = World(bus=False)
        self.world.__enter__()
        self.addCleanup(self.world.__exit__, None, None, None)
        # Only what is put here: the machine's own telephones stay out of it.
        self.world.export('XDG_DATA_DIRS', self.world.folder)
        self.config = self.world.home / '.config'
        self.list = self.config / 'mimeapps.list'
        self.applications = self.world.home / '.local/share/applications'
        self.list.unlink()

    def add_program(self, identity, name, handles=True):
        types = ''.join('x-scheme-handler/%s;' % scheme for scheme in SCHEMES) if handles else ''
        (self.applications / identity).write_text(DESKTOP % (name, types))
        self.world.run(['update-desktop-database', self.applications])

    def forget_ours(self):
        (self.applications / OURS).unlink()
        self.world.run(['update-desktop-database', self.applications])

    def default(self, scheme='tel', **env):
        return self.world.run(['xdg-mime', 'query', 'default', 'x-scheme-handler/' + scheme],
                              env=env).stdout.strip()

    def handler(self, *words, check=True, env=None):
        return ctl.command(self.world, 'ctl', 'handler', *words, check=check, env=env)

    def show(self, scheme='tel'):
        return json.loads(self.handler('--json', scheme).stdout)[0]

    def test_set_and_back(self):
        self.add_program(OTHER, 'Other')
        self.list.write_text('[Default Applications]\nx-scheme-handler/tel=%s\n' % OTHER)
        self.assertEqual(self.default(), OTHER)
        self.assertEqual(self.show(), {'scheme': 'tel', 'id': OTHER, 'program': 'Other',
                                       'chosen': False})
        self.handler('--set')
        for scheme in SCHEMES:
            self.assertEqual(self.default(scheme), OURS)
            gio = self.world.run(['gio', 'mime', 'x-scheme-handler/' + scheme]).stdout
            self.assertIn(': %s\n' % OURS, gio.splitlines(keepends=True)[0])
        self.assertEqual(self.show(), {'scheme': 'tel', 'id': OURS, 'program': 'Cornetta',
                                       'chosen': True, 'previous': 'Other'})
        self.handler('--set')  # Nothing to take a second time.
        self.handler('--unset')
        self.assertEqual(self.default(), OTHER)
        self.assertEqual(self.list.read_text(),
                         '[Default Applications]\nx-scheme-handler/tel=%s\n' % OTHER)

    def test_nothing_before(self):
        self.assertFalse(self.list.exists())
        before = self.default()
        self.handler('--set')
        self.assertEqual(self.default(), OURS)
        self.assertEqual(self.show()['previous'], '')
        self.handler('--unset')
        self.assertEqual(self.default(), before)
        self.assertNotIn(OURS, self.list.read_text())

    def test_one_scheme(self):
        self.add_program(OTHER, 'Other')
        lines = ''.join('x-scheme-handler/%s=%s\n' % (scheme, OTHER) for scheme in SCHEMES)
        self.list.write_text('[Default Applications]\n' + lines)
        self.handler('--set', 'callto')
        self.assertEqual([self.default(scheme) for scheme in SCHEMES], [OTHER, OURS, OTHER])
        self.handler('--unset', 'callto', 'tel')
        self.assertEqual([self.default(scheme) for scheme in SCHEMES], [OTHER] * 3)

    def test_chosen_since(self):
        """What its user chose in between is theirs, and stays."""
        self.add_program(OTHER, 'Other')
        self.add_program(THIRD, 'Third')
        self.list.write_text('[Default Applications]\nx-scheme-handler/tel=%s\n' % OTHER)
        self.handler('--set')
        self.world.run(['gio', 'mime', 'x-scheme-handler/tel', THIRD])
        self.handler('--unset')
        self.assertEqual(self.default(), THIRD)
        # And what was before the first time is forgotten: now the third comes back.
        self.handler('--set')
        self.assertEqual(self.show()['previous'], 'Third')
        self.handler('--unset')
        self.assertEqual(self.default(), THIRD)

    def test_previous_is_gone(self):
        self.add_program(OTHER, 'Other')
        self.list.write_text('[Default Applications]\nx-scheme-handler/tel=%s\n' % OTHER)
        self.handler('--set')
        (self.applications / OTHER).unlink()
        self.assertEqual(self.show()['previous'], '')
        self.handler('--unset')
        self.assertEqual(self.list.read_text(),
                         '[Default Applications]\nx-scheme-handler/tel=%s\n' % OTHER)

    def test_chosen_elsewhere(self):
        """By the desktop's settings, without us: nothing to restore but nothing."""
        self.add_program(OTHER, 'Other')
        self.world.run(['gio', 'mime', 'x-scheme-handler/tel', OURS])
        self.assertTrue(self.show()['chosen'])
        self.handler('--unset', 'tel')
        self.assertNotIn('x-scheme-handler/tel=%s\n' % OURS,
                         self.list.read_text().split('[Added')[0])

    def test_other_lines_stay(self):
        self.list.write_text(FOREIGN)
        os.chmod(self.list, 0o640)
        self.handler('--set')
        lines = self.list.read_text().splitlines()
        added = ['x-scheme-handler/%s=%s' % (scheme, OURS) for scheme in SCHEMES]
        self.assertEqual([line for line in lines if line not in added], FOREIGN.splitlines())
        self.assertEqual(len(lines), len(FOREIGN.splitlines()) + len(added))
        self.assertEqual(self.list.stat().st_mode & 0o777, 0o640)
        self.handler('--unset')
        self.assertEqual(self.list.read_text(), FOREIGN)

    def test_without_a_last_newline(self):
        for text in ('[Added Associations]\ntext/html=browser.desktop;',
                     '[Default Applications]\ntext/html=browser.desktop'):
            self.list.write_text(text)
            self.handler('--set')
            self.assertEqual(self.default(), OURS, self.list.read_text())
            self.handler('--unset')
            self.assertTrue(self.list.read_text().startswith(text), self.list.read_text())

    def test_list_of_the_desktop(self):
        """gnome-mimeapps.list overrules mimeapps.list, so that is where the choice is made."""
        self.add_program(OTHER, 'Other')
        text = '[Default Applications]\nx-scheme-handler/tel=%s\n' % OTHER
        (self.config / 'gnome-mimeapps.list').write_text(text)
        self.handler('--set', 'tel')
        self.assertEqual(self.show()['id'], OURS)
        self.assertFalse(self.list.exists())
        self.handler('--unset', 'tel')
        self.assertEqual((self.config / 'gnome-mimeapps.list').read_text(), text)

    def test_link_to_the_list(self):
        real = self.world.home / 'settings'
        real.write_text('')
        self.list.symlink_to(real)
        self.handler('--set')
        self.assertTrue(self.list.is_symlink())
        self.assertIn(OURS, real.read_text())

    def assert_refused(self, done, *words):
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stdout, '')
        for word in words:
            self.assertIn(word, done.stderr)

    def test_not_installed(self):
        self.forget_ours()
        self.assert_refused(self.handler('--set', check=False), OURS, 'Install')
        self.assertFalse(self.list.exists())

    def test_list_cannot_be_written(self):
        """A folder in the file's place, so that it holds for root too."""
        self.list.mkdir()
        done = self.handler('--set', check=False)
        self.assert_refused(done, str(self.list))
        self.assertNotEqual(self.default(), '')

    def test_memory_cannot_be_written(self):
        (self.world.home / '.local/state/cornetta').write_text('')
        self.list.write_text(FOREIGN)
        self.assert_refused(self.handler('--set', check=False), 'Nothing was changed')
        self.assertEqual(self.list.read_text(), FOREIGN)

    def test_endless_list(self):
        self.list.write_text('#' * (300 * 1024))
        self.assert_refused(self.handler('--set', check=False), str(self.list))

    def test_usage(self):
        for words in (['--set', '--unset'], ['mailto'], ['--set', 'tel', 'http'], ['--nothing']):
            done = self.handler(*words, check=False)
            self.assertEqual(done.returncode, 2, words)
            self.assertNotEqual(done.stderr, '')
        self.assertFalse(self.list.exists())

    def test_text(self):
        self.handler('--set', 'tel')
        self.assertEqual(self.handler('--show', 'tel').stdout,
                         'tel\t%s\tCornetta\tyes\t\n' % OURS)


class Preferences(WorldCase):
    parts = {'display': True, 'a11y': True}

    def default(self):
        return self.world.run(['xdg-mime', 'query', 'default', 'x-scheme-handler/tel']).stdout.strip()

    def test_button(self):
        """By the window's own button, and never without it."""
        applications = self.world.home / '.local/share/applications'
        (applications / OTHER).write_text(DESKTOP % ('Other', 'x-scheme-handler/tel;'))
        self.world.run(['update-desktop-database', applications])
        self.world.run(['gio', 'mime', 'x-scheme-handler/tel', OTHER])
        program = ctl.start(self.world, '--gapplication-service')
        self.world.run(['gapplication', 'action', APP_ID, 'preferences'])
        window = Window(self.world)
        atspi.click(atspi.find(window.app, 'Links', 'page tab'))
        window.read('Open with Other')
        self.assertEqual(self.default(), OTHER)
        window.click('Make Default, Phone links (tel:)')
        wait_until(lambda: self.default() == OURS, 'Cornetta as the default')
        window.button('Restore Other, Phone links (tel:)')
        # Chosen elsewhere: the open window follows.
        ctl.command(self.world, 'ctl', 'handler', '--unset')
        window.read('Open with Other')
        window.click('Make Default, Phone links (tel:)')
        window.click('Restore Other, Phone links (tel:)')
        wait_until(lambda: self.default() == OTHER, 'the other as the default')
        self.assertEqual(ctl.quit_program(self.world, program), 0)


if __name__ == '__main__':
    kit.main()
