# SPDX-License-Identifier: GPL-3.0-or-later
"""A web page on loopback that tells the test what its browser does with it.

    page = Page({'plain': 'tel:202'})
    browser.open(page)
    browser.click('plain')

Every link and button says where it is drawn and when the pointer is over it, and
the window says when it gains and loses the keyboard. `cti NUMBER` in place of a link's
address makes a button that calls as the NethVoice CTI does: callto: at once and,
if the window still has the keyboard after two seconds, tel: as well. `twice NUMBER`
makes one that sends the second link whatever happened."""
import html
import http.server
import json
import threading

from .watch import wait_until

TITLE = 'Numbers to call'
BUTTONS = ('cti', 'twice')

STYLE = '''
body { font: 15px/1.2 "DejaVu Sans", sans-serif; margin: 12px; columns: 2 }
p { margin: 0 0 6px; height: 22px }
'''

SCRIPT = '''
'use strict';
let told = 0, over = null;
function say(what, more) {
  fetch('/said', {method: 'POST', keepalive: true,
    body: JSON.stringify({order: told++, at: performance.now(), what, ...more})});
}
function places() {
  const all = {};
  for (const node of document.querySelectorAll('[id]')) {
    const box = node.getBoundingClientRect();
    all[node.id] = [box.left + box.width / 2, box.top + box.height / 2];
  }
  return all;
}
function layout() { say('layout', {places: places(), inside: [innerWidth, innerHeight]}); }
function callAsTheCti(number, always) {
  let left = false;
  addEventListener('blur', () => { left = true; }, {once: true});
  say('first', {number});
  window.location = 'callto://' + number;
  setTimeout(() => {
    if (always) left = false;
    say(left ? 'left' : 'second', {number});
    if (!left) window.location = 'tel://' + number;
  }, 2000);
}
addEventListener('focus', () => say('focus'));
addEventListener('blur', () => say('blur'));
addEventListener('resize', layout);
addEventListener('mousemove', event => {
  say('pointer', {over: event.target.id, left: event.screenX - event.clientX,
                  top: event.screenY - event.clientY});
});
addEventListener('click', event => {
  say('click', {id: event.target.id, button: event.button, real: event.isTrusted});
  const {number, kind} = event.target.dataset;
  if (number) callAsTheCti(number, kind === 'twice');
});
addEventListener('load', () => { layout(); if (document.hasFocus()) say('focus'); });
'''


def _element(name, address):
    kind, _, number = address.partition(' ')
    if kind in BUTTONS:
        return '<p><button id="%s" data-kind="%s" data-number="%s">%s</button></p>' % (
            name, kind, html.escape(number), name)
    return '<p><a id="%s" href="%s">%s</a></p>' % (name, html.escape(address), name)


class _Handler(http.server.BaseHTTPRequestHandler):
    def _answer(self, status, body=b'', kind='text/plain'):
        self.send_response(status)
        self.send_header('Content-Type', kind + '; charset=utf-8')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):  # pylint: disable=invalid-name
        if self.path == '/':
            self._answer(200, self.server.page.html.encode(), 'text/html')
        else:
            self._answer(404)

    def do_POST(self):  # pylint: disable=invalid-name
        body = self.rfile.read(int(self.headers['Content-Length']))
        self.server.page.hear(json.loads(body))
        self._answer(204)

    def log_message(self, *_):
        pass


class Page:
    def __init__(self, links, body=None, title=TITLE):
        """`links`: {id: address}; `body`: HTML of one's own in place of a list of them."""
        self.title = title
        self._heard = []
        if body is None:
            body = ''.join(_element(name, address) for name, address in links.items())
        self.html = ('<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>%s</title>'
                     '<link rel="icon" href="data:,"><style>%s</style><script>%s</script>'
                     '<body>%s</body></html>' % (title, STYLE, SCRIPT, body))
        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), _Handler)
        self.server.page = self
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.origin = 'http://127.0.0.1:%d' % self.server.server_port
        self.url = self.origin + '/'

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def hear(self, event):
        self._heard.append(event)

    # What it said

    def mark(self):
        """How much was said until now: what to look at is what follows."""
        return len(self._heard)

    def said(self, what=None, since=0):
        """What it said, in the order in which it happened there."""
        heard = sorted(self._heard[since:], key=lambda event: event['order'])
        return [event for event in heard if what in (None, event['what'])]

    def last(self, *kinds):
        return next((event for event in reversed(self.said()) if event['what'] in kinds), None)

    def wait(self, what, since=0, **wanted):
        def found():
            return next((event for event in self.said(what, since)
                         if all(event.get(key) == value for key, value in wanted.items())), None)
        return wait_until(found, 'the page to say %s %r' % (what, wanted))

    def has_focus(self):
        event = self.last('focus', 'blur')
        return event is not None and event['what'] == 'focus'
