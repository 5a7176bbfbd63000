# SPDX-License-Identifier: GPL-3.0-or-later
"""The calls of the past: all that the server has, each once, with counts that are right; what was
missed, over restarts; and what is gone from the file when it is to be gone."""
import datetime
import time
import zoneinfo

from kit import ctl, main
from kit.app import use_sip_of
from kit.demo import Demo
from kit.watch import stays, wait_until
from kit.world import APP_ID, WorldCase

DAY = 24 * 3600


class History(WorldCase):
    parts = {'keyring': True, 'notifications': True, 'display': True}

    def start(self, calls):
        self.demo = Demo(self.world, '--contacts=5', '--operators=2', '--fault', 'rate=0',
                         '--history=%d' % calls)
        use_sip_of(self.world, self.demo)
        self.run_program()

    def run_program(self):
        self.program = ctl.start(self.world, '--gapplication-service')
        if ctl.status(self.world)['state'] != 'ready':
            ctl.call(self.world, 'SignIn', 'sss', self.demo.url, 'demo', 'demo')
        ctl.wait_status(self.world, state='ready', line='ready', syncing=False)

    def again(self):
        self.assertEqual(ctl.quit_program(self.world, self.program), 0)
        self.world.bus.wait_gone(APP_ID)
        self.program = ctl.start(self.world, '--gapplication-service')
        ctl.wait_status(self.world, state='ready', line='ready', syncing=False)

    def rows(self):
        """What the server has for its user."""
        token = self.demo.request('POST', '/api/login', {'username': 'demo', 'password': 'demo'})
        return self.demo.request(
            'GET', '/api/history/calls?callType=user&username=demo&from=19700102&to=20991231'
            '&pageNum=1&pageSize=100000',
            headers={'Authorization': 'Bearer ' + token[1]['token']})[1]['rows']

    def count(self, *words):
        return int(ctl.command(self.world, 'ctl', 'history', '--count', *words).stdout)

    def missed(self):
        return int(ctl.command(self.world, 'ctl', 'missed').stdout)

    def missed_is(self, number):
        wait_until(lambda: self.missed() == number, '%d missed calls' % number)

    def set(self, key, value):
        self.world.run(['gsettings', 'set', APP_ID, key, value])

    def files(self):
        """The mirror, as it lies on the disk while the program runs."""
        folder = self.world.home / '.cache' / 'cornetta'
        return b''.join(path.read_bytes() for path in folder.iterdir())

    def day(self, seconds):
        """By the clock of the program's user."""
        zone = zoneinfo.ZoneInfo(self.world.env['TZ'])
        return datetime.datetime.fromtimestamp(seconds, zone).strftime('%Y-%m-%d')

    def miss(self, party):
        shown = len(self.rows())
        self.demo.call(party)
        ctl.wait_call(self.world, 'incoming', number=party)
        self.demo.request('POST', '/demo/party', {'number': party, 'action': 'hangup'})
        ctl.wait_no_call(self.world)
        wait_until(lambda: len(self.rows()) > shown, "the server's record")

    def test_five_thousand(self):
        """M62: a thousand at first, the rest as somebody looks; exact counts."""
        self.start(6000)
        rows = self.rows()
        calls = {(row['uniqueid'], row['linkedid']): row for row in rows}
        self.assertGreater(len(calls), 5000)
        first = ctl.wait_status(self.world, history_reach='more')['history']
        self.assertLess(first, 1300)
        while ctl.status(self.world)['history-reach'] != 'all':
            ctl.command(self.world, 'ctl', 'history', '--older')
            wait_until(lambda: ctl.status(self.world)['history-reach'] != 'fetching', 'older ones')
        wait_until(lambda: ctl.status(self.world)['history'] == len(calls), 'every call')

        def having(**wanted):
            return sum(all(row[key] == value for key, value in wanted.items())
                       for row in calls.values())
        answered = having(direction='in', disposition='ANSWERED')
        self.assertEqual(self.count(), len(calls))
        self.assertEqual(self.count('--only=received'), answered)
        self.assertEqual(self.count('--only=missed'), having(direction='in') - answered)
        self.assertEqual(self.count('--only=made'), having(direction='out'))
        self.assertEqual(self.count('--only=queue'), 0)
        day = self.day(time.time() - 20 * DAY)
        self.assertEqual(self.count('--from', day, '--to', day),
                         sum(self.day(row['time']) == day for row in calls.values()))
        # The newest were known: with a restart nothing of it is fetched again.
        self.again()
        ctl.wait_status(self.world, history=len(calls), syncing=False)
        stays(lambda: ctl.status(self.world)['history'] == len(calls), 2)
        self.assertEqual(ctl.status(self.world)['history-reach'], 'all')

    def test_missed(self):
        """M67: three missed calls are three, after a restart too, until they have been seen."""
        self.start(20)
        before = self.count('--only=missed')
        self.assertEqual(self.missed(), 0)
        for party in ('202', '203', '203'):
            self.miss(party)
        self.missed_is(3)
        self.assertEqual(self.count('--only=missed'), before + 3)
        self.again()
        self.missed_is(3)
        ctl.command(self.world, 'ctl', 'missed', 'seen')
        self.missed_is(0)
        self.again()
        stays(lambda: self.missed() == 0, 2)
        self.assertEqual(self.count('--only=missed'), before + 3)

    def test_called_back(self):
        """By the notification, and then it is announced and counted no more."""
        self.start(5)
        self.miss('202')
        self.missed_is(1)
        shown = wait_until(lambda: [i + 1 for i, each in enumerate(self.world.notifications.shown())
                                    if 'call-back' in each['actions']], 'the notification')
        self.world.notifications.act(shown[-1], 'call-back')
        ctl.wait_call(self.world, 'active', number='202', incoming=False)
        ctl.call(self.world, 'HangUp', 'u', 0)
        self.missed_is(0)

    def test_seen_takes_the_notifications_away(self):
        self.start(5)
        self.miss('202')
        self.missed_is(1)
        wait_until(lambda: any('call-back' in each['actions']
                               for each in self.world.notifications.shown()), 'the notification')
        closed = len(self.world.notifications.closed())
        ctl.command(self.world, 'ctl', 'missed', 'seen')
        wait_until(lambda: len(self.world.notifications.closed()) > closed, 'it to go')

    def test_forgotten(self):
        """Q22: after seven days, by clearing, and where nothing is to be kept."""
        self.start(300)
        rows = self.rows()
        young = [row for row in rows if row['time'] > time.time() - 7 * DAY + 3600]
        old = [row['uniqueid'].encode() for row in rows if row['time'] < time.time() - 8 * DAY]
        self.assertGreater(len(young), 10)
        self.assertGreater(len(old), 100)
        wait_until(lambda: all(each in self.files() for each in old), 'the calls in the file')
        self.set('history-days', '7')
        wait_until(lambda: self.count() <= len(young) + 5, 'the older ones to go')
        self.assertGreaterEqual(self.count(), len(young))
        wait_until(lambda: not any(each in self.files() for each in old), 'them to be gone')
        self.set('history-days', '0')
        ctl.wait_status(self.world, history_reach='more')
        ctl.command(self.world, 'ctl', 'history', '--older')
        wait_until(lambda: self.count() == len(rows), 'them to be back')
        self.set('keep-history', 'false')
        wait_until(lambda: self.count() == 0, 'all of them to go')
        every = [row['uniqueid'].encode() for row in rows]
        wait_until(lambda: not any(each in self.files() for each in every), 'them to be gone')
        self.again()
        stays(lambda: self.count() == 0, 2)
        self.assertFalse(any(each in self.files() for each in every))
        self.set('keep-history', 'true')
        wait_until(lambda: self.count() == len(rows), 'them to be back')
        ctl.command(self.world, 'ctl', 'clear-history')
        wait_until(lambda: self.count() == 0, 'all of them to go')
        wait_until(lambda: not any(each in self.files() for each in every), 'them to be gone')
        self.again()
        stays(lambda: self.count() == 0, 2)


if __name__ == '__main__':
    main()
