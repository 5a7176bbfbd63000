# SPDX-License-Identifier: GPL-3.0-or-later
"""RFC 4028: a server that wants to hear now and then that a call goes on. The intervals are the
briefest that each side may name; nothing here looks at a clock."""
import re
import unittest

from phonekit import PhoneTest, Rtp

TIMER = 'Supported: timer'


def expires(seconds, who=None):
    return 'Session-Expires: %d%s' % (seconds, ';refresher=' + who if who else '')


class Timers(PhoneTest):
    def setUp(self):
        super().setUp()
        self.driver, self.stranger = self.connected()
        self.rtp = Rtp(self)

    def answered(self, *headers):
        """A call of ours; `headers` of the answer."""
        call = self.driver.dial('600')
        invite = self.stranger.wait('INVITE')
        self.ok(invite, *headers)
        self.driver.wait('call', call=call, state='active')
        return call, invite

    def ok(self, invite, *headers):
        self.stranger.answer(invite, 200, 'OK', headers=headers,
                             sdp=self.stranger.sdp(self.rtp))
        self.stranger.follow(invite, self.rtp)
        self.stranger.wait('ACK')

    def lost(self, call):
        said = self.driver.wait('call', call=call, state='ended')
        self.assertEqual((said['end'], said['text']), ('failed', 'The connection was lost.'))
        self.driver.quit()

    # Calls of ours

    def test_not_asked_for(self):
        call, invite = self.answered()
        self.assertIn('timer', invite.all('Supported'))
        self.assertEqual(invite.get('Session-Expires'), '')
        self.driver.send('hold', call)
        self.assertEqual(self.stranger.wait('INVITE').get('Session-Expires'), '')
        self.driver.quit()

    def test_we_refresh(self):
        call, first = self.answered('Require: timer', expires(2, 'uac'))
        for _ in range(3):
            refresh = self.stranger.wait('INVITE')
            self.assertEqual(refresh.get('Call-ID'), first.get('Call-ID'))
            self.assertEqual(refresh.get('Session-Expires'), '2;refresher=uac')
            self.assertIn('m=audio', refresh.body)
            self.ok(refresh, 'Require: timer', expires(2, 'uac'))
        heard = self.driver.stats(call)['rx']
        self.driver.wait_stats(call, lambda s: s['rx'] > heard + 20)
        self.driver.send('hangup', call)
        self.stranger.wait('BYE')
        self.driver.quit()

    def test_nobody_named_is_us(self):
        self.answered(expires(2))
        self.assertEqual(self.stranger.wait('INVITE').get('Session-Expires'), '2;refresher=uac')
        self.driver.quit()

    def test_held_call_is_refreshed_as_held(self):
        call, _ = self.answered(expires(4, 'uac'))
        self.driver.send('hold', call)
        hold = self.stranger.wait('INVITE')
        self.assertEqual(hold.get('Session-Expires'), '4;refresher=uac')
        self.ok(hold, expires(4, 'uac'))
        refresh = self.stranger.wait('INVITE')
        self.assertIn('a=sendonly', refresh.body)
        self.driver.quit()

    def test_they_refresh_by_update(self):
        """The two seconds are long over, and the call goes on."""
        call, invite = self.answered('Require: timer', expires(2, 'uas'))
        self.stranger.in_dialog('UPDATE', invite, None, [TIMER, expires(2, 'uac')])
        self.stranger.wait(code=422)
        self.stranger.in_dialog('UPDATE', invite, None, [TIMER, expires(90, 'uac')])
        self.assertEqual(self.stranger.wait(code=200).get('Session-Expires'), '90;refresher=uac')
        heard = self.driver.stats(call)['rx']
        self.driver.wait_stats(call, lambda s: s['rx'] > heard + 150)
        self.driver.quit()

    def test_our_refresh_is_not_answered(self):
        call, _ = self.answered(expires(3, 'uac'))
        self.stranger.wait('INVITE')
        self.lost(call)

    def test_call_is_gone_there(self):
        """As where the server was started anew: nobody has hung up."""
        call, _ = self.answered(expires(2, 'uac'))
        self.stranger.answer(self.stranger.wait('INVITE'), 481, 'Call Does Not Exist')
        self.lost(call)

    def test_nobody_answers_for_it(self):
        """A proxy's word for whoever it can't reach."""
        call, _ = self.answered()
        self.driver.send('hold', call)
        self.stranger.answer(self.stranger.wait('INVITE'), 408, 'Request Timeout')
        self.lost(call)

    def test_they_refresh_until_they_do_not(self):
        call, invite = self.answered('Require: timer', expires(90, 'uas'))
        sent = self.stranger.in_dialog('INVITE', invite, self.stranger.sdp(self.rtp),
                                       (TIMER, expires(90, 'uac')))
        again = self.stranger.wait(code=200)
        self.stranger.request('ACK', sent, branch='z9hG4bKack')
        self.assertEqual(again.get('Session-Expires'), '90;refresher=uac')
        self.assertEqual(again.get('Require'), 'timer')
        self.driver.send('hangup', call)
        self.stranger.wait('BYE')
        self.driver.quit()

    def test_they_never_refresh(self):
        call, _ = self.answered(expires(3, 'uas'))
        self.lost(call)
        self.stranger.wait('BYE')

    def test_interval_too_brief_for_them(self):
        call = self.driver.dial('600')
        first = self.stranger.wait('INVITE')
        refused = (422, 'Session Interval Too Small', ('Min-SE: 1800',))
        self.stranger.answer(first, *refused)
        second = self.stranger.wait('INVITE')
        self.assertEqual(second.get('Call-ID'), first.get('Call-ID'))
        self.assertEqual(second.get('Min-SE'), '1800')
        self.assertEqual(second.get('Session-Expires'), '1800;refresher=uac')
        self.stranger.answer(second, *refused)  # once is enough
        self.assertEqual(self.driver.wait('call', call=call, state='ended')['end'], 'failed')
        self.driver.quit()

    def test_interval_is_nonsense(self):
        for header in ('Session-Expires: soon', 'Session-Expires: 99999999999999999999',
                       'Session-Expires: ;;;refresher=', 'Session-Expires: 0;refresher=nobody'):
            call, _ = self.answered(header)
            self.driver.send('hangup', call)
            self.stranger.wait('BYE')
        self.driver.quit()

    # Calls of theirs

    def taken(self, *headers):
        """What we say to a call with these headers."""
        self.stranger.invite(self.rtp, headers=headers)
        call = self.driver.wait('incoming')['call']
        self.driver.send('answer', call)
        answer = self.stranger.wait(code=200)
        self.driver.send('hangup', call)
        return answer.get('Session-Expires'), answer.get('Require')

    def test_called(self):
        for headers, said in (
                ((), ('', '')),
                ((TIMER,), ('', '')),
                ((TIMER, expires(1800)), ('1800;refresher=uac', 'timer')),
                ((TIMER, expires(90, 'uac')), ('90;refresher=uac', 'timer')),
                ((TIMER, expires(1800, 'uas')), ('1800;refresher=uas', '')),
                # A server on the way wants it, and the caller knows nothing of it.
                ((expires(60),), ('90;refresher=uas', ''))):
            self.assertEqual(self.taken(*headers), said)
        self.driver.quit()

    def test_interval_too_brief_for_us(self):
        self.stranger.invite(self.rtp, headers=(TIMER, expires(60)))
        self.assertEqual(self.stranger.wait(code=422).get('Min-SE'), '90')
        call, invite = self.answered()
        self.stranger.in_dialog('INVITE', invite, self.stranger.sdp(self.rtp),
                                (TIMER, expires(89)))
        self.assertEqual(self.stranger.wait(code=422).get('Min-SE'), '90')
        self.driver.send('hangup', call)
        self.stranger.wait('BYE')
        self.driver.quit()
        self.assertFalse(re.search('"incoming"', '\n'.join(self.driver.log)))


if __name__ == '__main__':
    unittest.main()
