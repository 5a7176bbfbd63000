# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages that were left, and calls that were recorded: lists, sounds, events, rights."""
import array
import asyncio
import base64
import io
import unittest
import wave

import kit
from common import DemoTest
from kit.sound import dominant
from test_realtime import Client


def decode(answer):
    """Hertz and seconds of a sound that was sent."""
    with wave.open(io.BytesIO(base64.b64decode(answer.json(), validate=True))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 8000)
        samples = array.array('h', file.readframes(file.getnframes()))
    return dominant(samples), len(samples) / 8000


class Sounds(DemoTest):
    options = ('--fault', 'rate=0', '--history', '60')

    def setUp(self):
        self.header = self.sign_in()

    def get(self, path, status=200, header=None):
        answer = self.ask('GET', '/api' + path, headers=header or self.header)
        self.assertEqual(answer.status, status, answer.text)
        return answer

    def post(self, path, header=None, **body):
        return self.ask('POST', '/api' + path, body, header or self.header).status

    def rows(self, folder='all'):
        return self.get('/voicemail/list/' + folder).json()['rows']

    def leave(self, **body):
        answer = self.ask('POST', '/demo/voicemail', body)
        self.assertEqual(answer.status, 200, answer.text)

    def test_the_list(self):
        rows = self.rows()
        self.assertEqual(rows[-1]['type'], 'unavail')  # the greeting
        self.assertIsInstance(rows[0]['origtime'], str)
        self.assertIsInstance(rows[0]['id'], int)
        self.assertIn('"Roberto Bianchi" <202>', [row['callerid'] for row in rows])
        self.assertEqual({row['type'] for row in self.rows('inbox')}, {'inbox'})
        self.assertEqual(self.get('/voicemail/list/201').json(), {'count': 0, 'rows': []})
        self.assertEqual(len(self.get('/voicemail/list/all?offset=1&limit=2').json()['rows']), 2)

    def test_a_message_is_left_heard_and_deleted(self):
        token = self.header['Authorization'].removeprefix('Bearer ')

        async def run():
            async with Client(self.demo.url, '/api/ws/') as client:
                await client.login('demo', token)
                await client.until('authe_ok')
                await asyncio.to_thread(self.leave, **{'from': '203', 'seconds': 3, 'hertz': 900})
                [own] = await client.until('updateNewVoiceMessages')
                [all_] = await client.until('newVoiceMessageCounter')
                self.assertEqual(all_, {'voicemail': '201', 'counter': own['201']['inbox']})
                message = (await asyncio.to_thread(self.rows))[0]
                self.assertEqual((message['type'], message['duration']), ('inbox', '3'))
                path = '/voicemail/listen/%d' % message['id']
                self.assertEqual(decode(await asyncio.to_thread(self.get, path)), (900, 3))
                [heard] = await client.until('updateNewVoiceMessages')
                self.assertEqual(int(heard['201']['inbox']), int(own['201']['inbox']) - 1)
                return message['id']

        message = asyncio.run(run())
        self.assertIn(message, [row['id'] for row in self.rows('old')])
        self.assertEqual(self.post('/voicemail/delete', id=str(message)), 200)
        self.assertNotIn(message, [row['id'] for row in self.rows()])
        self.assertEqual(self.post('/voicemail/delete', id=str(message)), 500)
        self.get('/voicemail/listen/%d' % message, 500)

    def test_a_message_of_somebody_else(self):
        other = self.sign_in('demo3')
        self.leave(**{'from': '203', 'to': 'demo'})
        message = self.rows()[0]['id']
        self.get('/voicemail/listen/%d' % message, 403, other)
        self.assertEqual(self.post('/voicemail/delete', other, id=str(message)), 403)
        counters = self.get('/voicemail/new_counters').json()
        self.assertEqual(counters['206'], {'newMessageCount': '0'})
        self.assertGreater(int(counters['201']['newMessageCount']), 0)

    def recorded(self, user='demo', header=None):
        rows = self.get('/historycall/interval/user/%s/20200101/20991231' % user,
                        header=header).json()['rows']
        return [row for row in rows if row['recordingfile']]

    def test_a_recording(self):
        row = self.recorded()[0]
        path = '/historycall/listen_callrec/' + row['uniqueid']
        self.assertEqual(decode(self.get(path)), (700, min(max(row['billsec'], 2), 20)))
        self.get(path, 403, self.sign_in('demo3'))
        self.get('/historycall/listen_callrec/7.7', 403)
        self.assertEqual(self.post('/historycall/delete_callrec', id=row['uniqueid']), 200)
        self.assertNotIn(row['uniqueid'], [other['uniqueid'] for other in self.recorded()])
        self.get(path, 500)

    def test_who_may_not_sees_no_recordings(self):
        self.assertEqual(self.recorded('demo3', self.sign_in('demo3')), [])


if __name__ == '__main__':
    kit.main()
