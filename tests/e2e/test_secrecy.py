# SPDX-License-Identifier: GPL-3.0-or-later
"""M22: nothing secret lies about in clear while the program is signed in."""
import os
import pathlib
import stat

from kit import ctl, main
from kit.app import App
from kit.watch import wait_until
from kit.world import XDG, WorldCase


PASSWORD = 'Correct-Horse-7391'


class Secrecy(WorldCase):
    parts = {'display': True, 'keyring': True}

    def files(self):
        """What the program could have written: all of home, and the runtime folder."""
        for folder in (self.world.home, self.world.runtime, self.world.logs):
            for path in folder.rglob('*'):
                if path.is_file() and not path.is_symlink():
                    yield path

    def secrets(self, app):
        """The password, the JWT that the server gives, the SIP secret that the profile holds."""
        status, answer = app.demo.request('POST', '/api/login',
                                          {'username': 'demo', 'password': PASSWORD})
        self.assertEqual(status, 200)
        header = answer['token'].split('.')[0]
        self.assertGreater(len(header), 10)
        status, me = app.demo.request('GET', '/api/user/me',
                                      headers={'Authorization': 'Bearer ' + answer['token']})
        self.assertEqual(status, 200)
        endpoints = me['endpoints']['extension']
        found = [each['secret'] for each in endpoints if each.get('secret')]
        self.assertTrue(found, me)
        return [PASSWORD, header, *found]

    def holders(self, secret, pid):
        """Files and parts of the process's public side that hold the secret."""
        places = [*self.files(), *(pathlib.Path('/proc/%d' % pid) / name
                                   for name in ('environ', 'cmdline'))]
        return [str(path) for path in places if secret.encode() in path.read_bytes()]

    def test_nothing_in_clear(self):
        app = App(self, demo_options=('--password', PASSWORD))
        wait_until(lambda: ctl.status(self.world)['contacts'] > 0, 'the phonebook')
        wait_until(self.is_kept, 'the keyring to hold password and token')
        for secret in self.secrets(app):
            self.assertEqual(self.holders(secret, app.program.pid), [])
        # The search does find what is there.
        (self.world.home / 'probe').write_text('x%sx' % PASSWORD)
        self.assertEqual(self.holders(PASSWORD, app.program.pid),
                         [str(self.world.home / 'probe')])

    def is_kept(self):
        said = self.world.run(['gdbus', 'call', '--session', '--dest', 'org.freedesktop.secrets',
                               '--object-path', '/org/freedesktop/secrets/aliases/default',
                               '--method', 'org.freedesktop.DBus.Properties.Get',
                               'org.freedesktop.Secret.Collection', 'Items']).stdout
        return said.count('/org/freedesktop/secrets/collection/') >= 2

    def test_only_the_user_reads_the_files(self):
        app = App(self)
        wait_until(lambda: ctl.status(self.world)['contacts'] > 0, 'the phonebook')
        own = [path for name in XDG for path in pathlib.Path(self.world.env[name]).rglob('*')
               if path.is_file() and 'cornetta' in str(path.relative_to(self.world.home)).lower()
               and path.suffix != '.desktop']
        self.assertTrue(own)
        for path in own:
            with self.subTest(path.name):
                self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
        self.assertIsNone(app.program.poll())


if __name__ == '__main__':
    main()
