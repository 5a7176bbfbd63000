# SPDX-License-Identifier: GPL-3.0-or-later
"""Q21 and Q19: notes and summaries of past calls, by `cornetta ctl` and in the window. A note
outlives the program; what the server's machines wrote is announced, read and changed."""
import json

from kit import ctl, main
from kit.demo import Demo
from kit.watch import wait_until
from kit.window import Window
from kit.world import APP_ID, StoryCase


class Summary(StoryCase):
    parts = {'display': True, 'a11y': True, 'keyring': True, 'notifications': True}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.demo = Demo(cls.world, '--contacts=20', '--history=60', '--fault', 'rate=0')
        cls.program = ctl.start(cls.world)
        cls.window = Window(cls.world)
        cls.window.type_account(cls.demo.url)
        ctl.wait_status(cls.world, state='ready', syncing=False)
        wait_until(lambda: len(ctl.ctl(cls.world, 'history')) > 20, 'the calls')

    def ctl(self, *words, code=0):
        result = ctl.command(self.world, 'ctl', *words, check=False)
        self.assertEqual(result.returncode, code, result.stderr)
        return result.stdout

    def rows(self, *query):
        return json.loads(self.ctl('history', *query, '--json'))

    def recorded(self):
        return next(row for row in self.rows() if row['recorded'])

    def test_note(self):
        row = self.recorded()
        self.ctl('note', row['id'], 'Zaffiro', 'da <b>spedire')
        self.assertEqual(self.ctl('note', row['id']), 'Zaffiro da <b>spedire\n')
        found = self.rows('zaffiro')
        self.assertEqual([(one['id'], one['note']) for one in found],
                         [(row['id'], 'Zaffiro da <b>spedire')])
        self.ctl('note', row['id'], '')
        self.assertEqual(self.rows('zaffiro'), [])
        self.ctl('note', 'nothing/like-it', 'Text', code=1)

    def test_summary(self):
        row = self.recorded()
        self.assertIn('order arrives', self.ctl('summary', 'show', row['id']))
        self.assertIn('Speaker 2', self.ctl('summary', 'transcript', row['id']))
        self.ctl('summary', 'edit', row['id'], 'Ten', '<i>sapphires')
        self.assertEqual(self.ctl('summary', 'show', row['id']), 'Ten <i>sapphires\n')
        none = next(row for row in self.rows() if not row['recorded'])
        self.ctl('summary', 'show', none['id'], code=1)
        self.ctl('summary', 'show', code=2)

    def announced(self, who):
        return [i + 1 for i, each in enumerate(self.world.notifications.shown())
                if each['summary'] == 'Call summary ready' and each['body'] == who]

    def tell(self, row, text, who):
        self.demo.request('POST', '/demo/summary',
                          {'id': row['id'].split('/')[0], 'text': text, 'name': who})

    def test_announced(self):
        """The notification opens what it tells of."""
        rows = [row for row in self.rows() if not row['recorded']]
        self.tell(rows[1], 'Sapphires by Friday', 'Anna Verdi')
        shown = wait_until(lambda: self.announced('Anna Verdi'), 'the notification')
        self.world.notifications.act(shown[-1], 'default')
        self.window.read('Call Summary')
        self.window.button('Edit')
        self.assertEqual(self.ctl('summary', 'show', rows[1]['id']), 'Sapphires by Friday\n')

    def test_not_announced(self):
        """Who doesn't want to be told is not; the next one, who does, is."""
        rows = [row for row in self.rows() if not row['recorded']]
        setting = ['gsettings', 'set', APP_ID, 'summary-notifications']
        self.world.run([*setting, 'false'])
        self.tell(rows[2], 'One', 'Bruno Neri')
        wait_until(lambda: self.ctl('summary', 'show', rows[2]['id']) == 'One\n', 'the summary')
        self.world.run([*setting, 'true'])
        self.tell(rows[3], 'Two', 'Carla Bianchi')
        wait_until(lambda: self.announced('Carla Bianchi'), 'the notification')
        self.assertEqual(self.announced('Bruno Neri'), [])


if __name__ == '__main__':
    main()
