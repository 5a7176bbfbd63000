# SPDX-License-Identifier: GPL-3.0-or-later
"""The phonebook in the desktop's own search: M84, as GNOME Shell asks."""
from gi.repository import GLib

from kit import ctl, keys, main
from kit.shared import SharedCase
from kit.watch import wait_until
from kit.world import APP_ID

PATH = '/org/cornetta/Cornetta/SearchProvider'
INTERFACE = 'org.gnome.Shell.SearchProvider2'
NASTY = '\n<b>1 & 2</b>\n' * 50


class Search(SharedCase):
    parts = {'display': True, 'keyring': True}
    demo_options = ('--contacts=2000', '--history=20')

    def ask(self, method, signature, *arguments):
        return self.world.bus.call(APP_ID, PATH, INTERFACE, method,
                                   GLib.Variant('(%s)' % signature, arguments))

    def found(self, *terms):
        return self.ask('GetInitialResultSet', 'as', list(terms))

    def somebody(self):
        return next(each for each in ctl.call(self.world, 'SearchContacts', 'su', 'Rossi', 50)
                    if each['numbers'])

    def test_found(self):
        wait_until(lambda: self.found('ross'), 'somebody')
        friend = self.somebody()
        ids = self.found(*friend['name'].split())
        metas = self.ask('GetResultMetas', 'as', ids)
        self.assertEqual([meta['id'] for meta in metas], ids)
        shown = next(meta for meta in metas if meta['name'] == friend['name'])
        self.assertIn(friend['numbers'][0][1], shown['description'])
        self.assertEqual(shown['clipboardText'], friend['numbers'][0][1])
        self.assertEqual(set(shown), {'id', 'name', 'description', 'icon', 'clipboardText'})
        self.assertLessEqual(len(self.found('ross')), 10)
        self.assertEqual(set(self.ask('GetSubsearchResultSet', 'asas', self.found('ross'),
                                      friend['name'].split())), set(ids))

    def test_nobody(self):
        for terms in ([], [''], ['r'], ['nobodyiscalledthis'], ['x' * 100000]):
            self.assertEqual(self.found(*terms), [], terms)
        self.assertLessEqual(len(self.found(NASTY)), 10)

    def test_chosen(self):
        """Shown where Enter calls it; nobody is called before."""
        wait_until(lambda: self.found('ross'), 'somebody')
        chosen = next(found for found in self.found('ross') if 'x' not in found.split('\n')[0])
        number = self.ask('GetResultMetas', 'as', [chosen])[0]['clipboardText']
        self.ask('ActivateResult', 'sasu', chosen, ['ross'], 0)
        keys.wait_window(self.world, 'Cornetta')
        self.assertEqual(ctl.calls(self.world), [])
        keys.press(self.world, 'Return')
        calls = wait_until(lambda: ctl.calls(self.world), 'the call')
        self.assertEqual(calls[0]['number'], number.replace(' ', ''))

    def test_searched_on(self):
        self.ask('LaunchSearch', 'asu', ['20', '2'], 0)
        keys.wait_window(self.world, 'Cornetta')
        self.assertEqual(ctl.calls(self.world), [])
        keys.press(self.world, 'Return')
        self.wait_call('active', number='202')

    def test_strangers_ids(self):
        metas = self.ask('GetResultMetas', 'as', ['', '\n\n\n\n', 'x\ny', NASTY] * 5)
        self.assertEqual(len(metas), 10)
        self.assertEqual(metas[2]['name'], 'y')
        self.ask('ActivateResult', 'sasu', NASTY, [], 0)
        self.ask('ActivateResult', 'sasu', 'tel:202', [], 0)
        self.assertEqual(ctl.calls(self.world), [])


if __name__ == '__main__':
    main()
