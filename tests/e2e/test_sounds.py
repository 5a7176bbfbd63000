# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages that were left and calls that were recorded: counted, heard from the speaker, saved,
deleted, called back. M63, Q20"""
import json
import os
import stat
import wave

from gi.repository import GLib

from kit import atspi, ctl, main, sound
from kit.shared import SharedCase
from kit.watch import wait_until
from kit.window import Window
from kit.world import APP_ID

RECORDING = 700


class Sounds(SharedCase):
    parts = {'display': True, 'keyring': True, 'sound': True, 'a11y': True}
    settings = {'ringer': 'ring', 'speaker': 'hs'}
    demo_options = ('--contacts=30', '--history=40')

    def voicemail(self, *words, check=True):
        return ctl.command(self.world, 'ctl', 'voicemail', *words, check=check)

    def recording(self, *words, check=True):
        return ctl.command(self.world, 'ctl', 'recording', *words, check=check)

    def rows(self):
        return ctl.ctl(self.world, 'voicemail')

    def leave(self, **message):
        """A message is left; returns it as the program lists it."""
        before = {row['id'] for row in self.rows()}
        status, answer = self.demo.request('POST', '/demo/voicemail', message)
        self.assertEqual(status, 200, answer)
        return wait_until(lambda: next((row for row in self.rows() if row['id'] not in before),
                                       None), 'the message in the list')

    def new(self):
        return ctl.status(self.world)['voicemail-new']

    def player(self):
        return ctl.ctl(self.world, 'player')

    def wait_player(self, state):
        return wait_until(lambda: (now := self.player())['state'] == state and now, state)

    def stop(self):
        self.control('ControlPlayer', 'sd', 'stop', 0.0)

    def heard(self, hertz, sink='hs.monitor'):
        samples = self.world.sound.record(sink, 0.4)
        return sound.level(samples) > -45 and sound.strength(samples, hertz) > 0.8

    def silent(self, sink='hs.monitor'):
        return sound.level(self.world.sound.record(sink, 0.3)) < -60

    def sound_files(self):
        """Wherever the program may write."""
        def is_sound(path):
            with open(path, 'rb') as file:
                return file.read(4) == b'RIFF'
        return [path for path in self.world.folder.rglob('*') if path.is_file() and is_sound(path)]

    def served(self):
        """Of the demo's list."""
        return {str(row['id']) for row in self.ask('/voicemail/list/all')['rows']}

    def ask(self, path):
        if not hasattr(self, 'header'):
            _, answer = self.demo.request('POST', '/api/login',
                                          {'username': 'demo', 'password': 'demo'})
            self.header = {'Authorization': 'Bearer ' + answer['token']}
        return self.demo.request('GET', '/api' + path, headers=self.header)[1]

    def test_the_badge_follows(self):
        before = self.new()
        message = self.leave(**{'from': '0721550188', 'name': 'MARIO', 'seconds': 3})
        self.assertTrue(message['new'])
        self.assertEqual((message['name'], message['duration']), ('MARIO', 3))
        wait_until(lambda: self.new() == before + 1, 'one more')
        self.voicemail('play', message['id'])
        wait_until(lambda: self.new() == before, 'it was heard')
        self.stop()
        self.voicemail('delete', message['id'])

    def test_a_message_is_heard(self):
        message = self.leave(**{'from': '203', 'seconds': 60, 'hertz': 900})
        self.assertIn(message['id'], self.voicemail('list').stdout)
        self.voicemail('play', message['id'])
        wait_until(lambda: self.heard(900), 'the message from the speaker')
        self.assertTrue(self.silent('spk.monitor'), 'it is the chosen speaker alone')
        self.assertEqual(self.sound_files(), [], 'nobody asked for a file')
        now = self.player()
        self.assertEqual((now['kind'], now['id'], now['state']),
                         ('voicemail', message['id'], 'playing'))
        self.assertAlmostEqual(now['duration'], 60, delta=0.1)
        ctl.command(self.world, 'ctl', 'player', 'pause')
        wait_until(self.silent, 'the pause')
        at = self.wait_player('paused')['position']
        self.assertGreater(at, 0)
        ctl.command(self.world, 'ctl', 'player', 'resume')
        wait_until(lambda: self.heard(900), 'it to go on')
        ctl.command(self.world, 'ctl', 'player', 'seek', '58')
        self.assertGreater(self.player()['position'], 57)
        self.assertEqual(self.wait_player('paused')['position'], 0)  # its end
        wait_until(self.silent, 'the end')
        ctl.command(self.world, 'ctl', 'player', 'resume')
        wait_until(lambda: self.heard(900), 'it once more')
        self.stop()
        self.assertEqual(self.player(), {'state': 'empty'})
        wait_until(self.silent, 'nothing more')
        self.voicemail('delete', message['id'])

    def test_another_takes_its_place(self):
        first = self.leave(**{'from': '203', 'seconds': 60, 'hertz': 500})
        second = self.leave(**{'from': '203', 'seconds': 60, 'hertz': 1100})
        self.voicemail('play', first['id'])
        wait_until(lambda: self.heard(500), 'the first')
        self.voicemail('play', second['id'])
        wait_until(lambda: self.heard(1100), 'the second alone')
        self.stop()

    def test_a_call_goes_before(self):
        message = self.leave(**{'from': '203', 'seconds': 60, 'hertz': 900})
        self.voicemail('play', message['id'])
        wait_until(lambda: self.heard(900), 'the message')
        self.ring('203')
        self.wait_player('paused')
        refused = self.voicemail('play', message['id'], check=False)
        self.assertEqual(refused.returncode, 1)
        self.assertIn('end of the calls', refused.stderr)
        self.control('Decline', 'u', 0)
        self.ended(number='203')
        ctl.wait_no_call(self.world)
        self.voicemail('play', message['id'])
        wait_until(lambda: self.heard(900), 'it to go on')
        self.stop()

    def test_saved_deleted_called_back(self):
        message = self.leave(**{'from': '202', 'seconds': 2, 'hertz': 640})
        path = self.world.folder / 'message.wav'
        self.voicemail('save', message['id'], str(path))
        with wave.open(str(path)) as file:
            self.assertEqual((file.getframerate(), file.getnframes()), (8000, 16000))
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
        path.unlink()
        self.voicemail('call', message['id'])
        ctl.wait_call(self.world, 'active', number='202')
        self.hang_up()
        ctl.wait_no_call(self.world)
        self.assertIn(message['id'], self.served())
        self.voicemail('delete', message['id'])
        self.assertNotIn(message['id'], self.served())
        wait_until(lambda: message['id'] not in [row['id'] for row in self.rows()], 'it to go')
        gone = self.voicemail('play', message['id'], check=False)
        self.assertEqual(gone.returncode, 1)
        self.assertIn('no such message', gone.stderr)

    def recorded(self):
        return [row for row in ctl.ctl(self.world, 'history') if row.get('recorded')]

    def test_a_recording(self):
        row = wait_until(self.recorded, 'a recorded call')[0]
        self.recording('play', row['id'])
        wait_until(lambda: self.heard(RECORDING), 'the recording from the speaker')
        self.assertEqual(self.player()['kind'], 'recording')
        self.stop()
        path = self.world.folder / 'recording.wav'
        self.recording('save', row['id'], str(path))
        with wave.open(str(path)) as file:
            self.assertGreater(file.getnframes(), 0)
        path.unlink()
        self.recording('delete', row['id'])
        wait_until(lambda: row['id'] not in [each['id'] for each in self.recorded()],
                   'the history to say so')
        self.assertEqual(self.recording('play', row['id'], check=False).returncode, 1)

    def open_window(self):
        """The main window, with the keyboard."""
        self.world.run(['gapplication', 'launch', APP_ID])
        self.window = Window(self.world)
        self.world.run(['xdotool', 'search', '--onlyvisible', '--sync', '--name', '^Cornetta$',
                        'windowactivate', '--sync'])

    def items_of_menu(self, key):
        """What the menu of the row with the keyboard offers."""
        self.window.press(key)
        atspi.find(self.window.app, lambda name: name.startswith('Play'), 'menu item')
        items = [atspi.name_of(node) for node in atspi.walk(self.window.app)
                 if atspi.role_of(node) == 'menu item']
        self.window.press('Escape')
        atspi.gone(self.window.app, lambda name: name.startswith('Play'), 'menu item')
        return items

    def test_in_the_window(self):
        """Heard by its button, paused and gone on with; what the Menu key offers."""
        message = self.leave(**{'from': '0721550177', 'name': 'PAOLA', 'seconds': 60,
                                'hertz': 830})
        self.open_window()
        self.window.press('ctrl+6')
        self.window.read('New message, PAOLA')
        self.window.click('Play: PAOLA')
        wait_until(lambda: self.heard(830), 'the message from the speaker')
        self.window.read('Heard message, PAOLA')
        self.window.click('Pause: PAOLA')
        wait_until(self.silent, 'the pause')
        self.window.click('Play')
        wait_until(lambda: self.heard(830), 'it to go on')
        self.window.click('Stop Listening')
        self.window.press('ctrl+f', 'Down')
        wait_until(self.window.focused_row, 'a row to have the keyboard')
        self.assertLessEqual({'Call', 'Play', 'Save…', 'Delete', 'Copy', 'Add to Phonebook'},
                             set(self.items_of_menu('Menu')))
        self.voicemail('delete', message['id'])

    def deleted(self):
        """How often the server was asked to."""
        return sum(n for what, n in self.demo.state()['requests'].items()
                   if 'voicemail/delete' in what)

    def test_undo_in_the_window(self):
        """By the keyboard: out of the list at once, back by the toast's button; for good without."""
        message = self.leave(**{'from': '0721550166', 'name': 'RITA', 'seconds': 4})
        self.open_window()
        self.window.press('ctrl+6')
        row = self.window.read('New message, RITA')
        before = self.deleted()
        for undone in (True, False):
            self.window.press('ctrl+f', 'Down')
            self.window.choose(row, 'Menu')
            self.window.choose_item('Delete')
            if undone:
                self.window.click_over('Undo')
                self.window.read('New message, RITA')
                self.assertIn(message['id'], self.served())
        atspi.gone(self.window.app, row, 'list item')
        wait_until(lambda: self.deleted() == before + 1, 'it to be deleted at the server')
        self.assertNotIn(message['id'], self.served())

    def test_wrong(self):
        self.assertEqual(self.voicemail('play', '7', check=False).returncode, 1)
        self.assertEqual(self.voicemail('shout', '7', check=False).returncode, 2)
        self.assertEqual(self.voicemail('play', check=False).returncode, 2)
        self.assertEqual(self.recording('call', '7', check=False).returncode, 2)
        # Of nobody's: told in words.
        denied = self.recording('play', '1.1/1.1', check=False)
        self.assertEqual(denied.returncode, 1)
        self.assertIn('does not permit', denied.stderr)
        with self.assertRaises(GLib.Error):
            self.control('PlaySound', 'ss', 'song', '1')
        with self.assertRaises(GLib.Error):
            self.control('ControlPlayer', 'sd', 'louder', 1.0)
        self.assertEqual(json.loads(ctl.command(self.world, 'ctl', 'player', '--json').stdout),
                         {'state': 'empty'})


if __name__ == '__main__':
    main()
