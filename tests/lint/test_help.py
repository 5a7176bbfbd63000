# SPDX-License-Identifier: GPL-3.0-or-later
"""The help: a page for every check, in every language, that the program can show."""
import re
import unittest
import xml.etree.ElementTree as xml

import kit

HELP = kit.SOURCE / 'data' / 'help'
MALLARD = '{http://projectmallard.org/1.0/}'
# What ui/help-page.c reads; viewers know more.
ELEMENTS = {'page', 'info', 'title', 'p', 'section', 'list', 'steps', 'item', 'note', 'screen',
            'em', 'gui', 'guiseq', 'key', 'app', 'cmd', 'code', 'file', 'link'}


def pages(language):
    return {path.stem: path for path in (HELP / language).glob('*.page')}


class Help(unittest.TestCase):
    languages = ['C', *re.findall(r'^[a-z]\w*$', (kit.SOURCE / 'po' / 'LINGUAS').read_text(), re.M)]

    def test_each_check_has_a_page(self):
        table = (kit.SOURCE / 'src/session/diagnosis-table.c').read_text()
        ids = re.findall(r'^  \{ "([a-z.]+)", "(?:webphone|links|deskphone|audio)"', table, re.M)
        self.assertEqual(len(ids), 23)
        for language in self.languages:
            wanted = {'check-' + each.replace('.', '-') for each in ids}
            self.assertEqual({name for name in pages(language) if name.startswith('check-')},
                             wanted, language)

    def test_languages_have_the_same(self):
        for language in self.languages:
            self.assertEqual(set(pages(language)), set(pages('C')), language)

    def test_pages_can_be_shown(self):
        for language in self.languages:
            for name, path in pages(language).items():
                root = xml.parse(path).getroot()
                self.assertEqual((root.tag, root.get('id')), (MALLARD + 'page', name), path)
                used = {element.tag.removeprefix(MALLARD) for element in root.iter()}
                self.assertFalse(used - ELEMENTS, path)
                self.assertTrue(root.find(MALLARD + 'title').text, path)
                self.assertTrue(root.findall('.//' + MALLARD + 'p'), path)

    def test_links_lead_somewhere(self):
        """And from the first page to all others."""
        for language in self.languages:
            there = pages(language)
            for path in there.values():
                targets = {link.get('xref') for link in xml.parse(path).iter(MALLARD + 'link')
                           if link.get('xref')}
                self.assertFalse(targets - set(there), path)
                if path.stem == 'index':
                    self.assertEqual(targets | {'index'}, set(there), path)

    def test_pages_are_in_the_program(self):
        listed = re.findall(r'<file>(.*)</file>',
                            (kit.SOURCE / 'ui/help.gresource.xml').read_text())
        self.assertEqual(sorted(listed), sorted(
            '%s/%s.page' % (language, name) for language in self.languages
            for name in pages(language)))


if __name__ == '__main__':
    kit.main()
