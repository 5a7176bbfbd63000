# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers on their way out, and as people read them: M13, M17."""
import os
import pathlib

from kit import ctl, main
from kit.shared import SharedCase
from kit.watch import stays, wait_until

ROWS = pathlib.Path(__file__).with_name('rewrite.tsv')


class Numbers(SharedCase):
    parts = {'display': True, 'keyring': True}
    settings = {'outside-prefix': '0', 'international-prefix': '00'}

    def open_link(self, link):
        self.world.run(['gio', 'open', link])

    def rewrite(self, *words, check=True):
        return ctl.command(self.world, 'ctl', 'rewrite', *words, check=check)

    def test_dialled_by_the_rules(self):
        """The exchange gets the prefixes; the call stays one to the number that was clicked."""
        self.open_link('tel:+39 0721 405516')
        wait_until(lambda: self.app.invites('000390721405516') == 1, 'the rewritten INVITE')
        call = self.wait_call('active', number='+390721405516')
        self.assertEqual(self.app.invites('+390721405516'), 0)
        self.open_link('callto:+390721405516')
        stays(lambda: len(ctl.calls(self.world)) == 1, 1, 'one call')
        self.hang_up(call['id'])

    def test_colleagues_as_they_are(self):
        self.talk('202')
        self.assertEqual(self.app.invites('0202'), 0)

    def test_rewrite(self):
        """M17"""
        self.assertEqual(self.rewrite('0721', '405516').stdout, '00721405516\n')
        self.assertEqual(self.rewrite('--test', ROWS).stdout, '0 mismatches\n')
        form = ctl.ctl(self.world, 'rewrite', '+39 899 123456')
        self.assertEqual((form['number'], form['dialled'], form['kind']),
                         ('+39899123456', '00039899123456', 'premium'))
        self.assertIn('899 123 456', form['shown'])

    def test_rewrite_refuses(self):
        bad = self.rewrite('mario', check=False)
        self.assertEqual((bad.returncode, bad.stdout), (2, ''))
        self.assertIn('“mario”', bad.stderr)
        self.assertEqual(self.rewrite(check=False).returncode, 2)
        self.assertEqual(self.rewrite('--test', '/nonexistent', check=False).returncode, 1)

    def test_rewrite_tells_differences(self):
        """More rows than one message holds, two of them wrong."""
        path = os.path.join(self.world.folder, 'rows.tsv')
        with open(path, 'w', encoding='utf-8') as rows:
            rows.write('202\t202\n' * 700 + '202\t0202\nmario\t202\n' + '0721405516\t00721405516')
        said = self.rewrite('--test', path, check=False)
        self.assertEqual(said.returncode, 1)
        self.assertIn('line 701: 202: expected 0202, dialled 202', said.stdout)
        self.assertIn('line 702: mario: expected 202, dialled error', said.stdout)
        self.assertIn('2 mismatches', said.stdout)

    def test_name_of_another_spelling(self):
        """The phonebook has the national form, and the call is to the international one."""
        def known():
            for contact in self.control('SearchContacts', 'su', '', 200):
                for _, number in contact['numbers']:
                    digits = number.replace(' ', '')
                    if digits.isdigit() and len(digits) > 8 and digits[:2] in ('07', '02', '05'):
                        return contact['name'], digits
            return None
        name, digits = wait_until(known, 'a contact with a national number')
        self.dial('+39' + digits)
        wait_until(lambda: [call for call in ctl.calls(self.world) if call.get('name') == name],
                   'the name of %s' % digits)


class Costly(SharedCase):
    """By itself: the question stays open."""

    parts = {'display': True, 'keyring': True}

    def test_costly_links_are_asked(self):
        """M13"""
        self.world.run(['gio', 'open', 'tel:+39 899 123456'])
        wait_until(lambda: ctl.status(self.world).get('asking'), 'the question')
        stays(lambda: not ctl.calls(self.world), 1, 'no call')
        self.assertEqual(self.app.invites('+39899123456'), 0)


if __name__ == '__main__':
    main()
