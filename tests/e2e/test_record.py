# SPDX-License-Identifier: GPL-3.0-or-later
"""The server records a call: begun, paused, gone on with, ended. M45"""
from kit import atspi, ctl, main
from kit.moving import Moving
from kit.watch import wait_until

DESK = '301'


class Record(Moving):
    parts = {'display': True, 'keyring': True, 'a11y': True}

    def record(self, *words, check=True):
        return ctl.command(self.world, 'ctl', 'record', *words, check=check)

    def wait_recording(self, state):
        wait_until(lambda: ctl.calls(self.world)[0]['recording'] == state, state)

    def whole(self, device):
        known = next(iter(self.conversations(device)))
        for act, path, state, told in (('start', 'start', 'on', 'true'),
                                       ('pause', 'mute', 'paused', 'mute'),
                                       ('resume', 'unmute', 'on', 'true'),
                                       ('stop', 'stop', 'no', 'false')):
            self.record(act)
            self.assertEqual(self.posted('/astproxy/%s_record' % path)[1],
                             {'convid': known, 'endpointId': device})
            self.wait_recording(state)
            self.assertEqual(self.conversations(device)[known]['recording'], told)

    def test_here(self):
        self.talk_known('206')
        self.whole('201')

    def test_theirs(self):
        """The extension is this user's own, whoever called."""
        call = self.ring('205')
        self.control('Answer', 'u', call['id'])
        self.wait_known()
        self.whole('201')

    def test_on_the_desk_phone(self):
        self.dial('207', DESK)
        self.wait_call('active', number='207')
        self.whole(DESK)

    def test_in_the_window(self):
        self.talk_known('208')
        app = atspi.application('cornetta')
        atspi.click(atspi.find(app, 'Record', 'push button'))
        self.wait_recording('on')
        atspi.find(app, 'Recording')
        atspi.click(atspi.find(app, 'Stop', 'push button'))
        self.wait_recording('no')
        atspi.gone(app, 'Stop', 'push button')

    def test_wrong(self):
        self.talk_known('209')
        self.assertEqual(self.record('pause', check=False).returncode, 1)  # nothing is recorded
        self.wait_recording('no')
        self.assertEqual(self.record('now', check=False).returncode, 2)
        self.addCleanup(self.fault, 'rest', 'none')
        self.fault('rest', '500')
        self.assertEqual(self.record('start', check=False).returncode, 1)
        self.wait_recording('no')


if __name__ == '__main__':
    main()
