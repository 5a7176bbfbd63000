# SPDX-License-Identifier: GPL-3.0-or-later
"""Each language has every text of the sources as they are now."""
import pathlib
import re
import subprocess
import tempfile
import unittest

import kit

PO = kit.SOURCE / 'po'
# What meson's preset 'glib' hands to xgettext, as far as our sources use it.
KEYWORDS = ('_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'g_dcgettext:2', 'g_dngettext:2,3', 'g_dpgettext2:2c,3')


def lines(name):
    return [line.strip() for line in (PO / name).read_text().splitlines()
            if line.strip() and not line.startswith('#')]


def run(*argv):
    return subprocess.run([str(word) for word in argv], cwd=PO, check=True, capture_output=True,
                          text=True)


def entries(po, *chosen):
    """The texts of a catalogue that msgattrib chooses, each with the places it comes from."""
    text = run('msgattrib', '--no-obsolete', '--no-wrap', *chosen, po).stdout
    found = []
    for block in text.split('\n\n'):
        places = ' '.join(re.findall(r'^#: (.*)', block, re.MULTILINE))
        named = re.search(r'^msgid ((?:".*"\n?)+)', block, re.MULTILINE)
        if named and places:  # The header has no place.
            found.append('%s: %s' % (places, named[1].strip()))
    return found


class Translations(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.pot = cls.folder / 'cornetta.pot'
        run('xgettext', '--from-code=UTF-8', '--directory', kit.SOURCE, '--output', cls.pot,
            *('--keyword=' + keyword for keyword in KEYWORDS), *lines('POTFILES'))

    def merged(self, language):
        po = self.folder / (language + '.po')
        run('msgmerge', '--quiet', '--no-fuzzy-matching', '--output-file', po,
            PO / (language + '.po'), self.pot)
        return po

    def test_texts_are_found(self):
        """Among them one of each kind of file, so that an empty gathering isn't success."""
        text = self.pot.read_text()
        for suffix in ('.c', '.ui', '.gschema.xml', '.desktop.in.in', '.metainfo.xml.in'):
            self.assertRegex(text, r'(?m)^#: .*%s:\d' % re.escape(suffix))

    def test_every_language_is_named(self):
        self.assertEqual(sorted(lines('LINGUAS')), sorted(path.stem for path in PO.glob('*.po')))

    def test_nothing_is_untranslated(self):
        for language in lines('LINGUAS'):
            with self.subTest(language=language):
                merged = self.merged(language)
                self.assertEqual(entries(merged, '--untranslated'), [],
                                 'write these into po/%s.po' % language)
                self.assertEqual(entries(merged, '--only-fuzzy'), [],
                                 'make sure of these in po/%s.po' % language)

    def test_nothing_is_left_over(self):
        for language in lines('LINGUAS'):
            with self.subTest(language=language):
                old = run('msgattrib', '--only-obsolete', '--no-wrap', self.merged(language)).stdout
                self.assertEqual(re.findall('^#~ msgid (.*)', old, re.MULTILINE), [],
                                 'no source has these any more: take them out')

    def test_formats_agree(self):
        """Format characters, line ends and the header, as msgfmt checks them."""
        for language in lines('LINGUAS'):
            with self.subTest(language=language):
                done = subprocess.run(['msgfmt', '--check', '--output-file', '/dev/null',
                                       self.merged(language)], capture_output=True, text=True,
                                      check=False)
                self.assertEqual(done.returncode, 0, done.stderr)

    def test_mnemonics_are_unique(self):
        """Where the source has a letter there is one, and no two in a file are the same that the
        source tells apart."""
        for language in lines('LINGUAS'):
            po = run('msggrep', '--msgid', '--regexp', '^_[A-Z]', '--no-wrap',
                     PO / (language + '.po')).stdout
            files = {}
            for entry in po.split('\n\n')[1:]:
                text = [re.findall('_(.)', each.lower()) for each in
                        re.findall(r'^msg(?:id|str) "(.*)"', entry, re.MULTILINE)]
                self.assertEqual([len(each) for each in text], [1, 1], entry)
                for name in set(re.findall(r'([\w./-]+):\d+', entry)):
                    files.setdefault(name, []).append((text[0][0], text[1][0]))
            self.assertTrue(files)
            for name, pairs in files.items():
                with self.subTest(language=language, file=name):
                    theirs, ours = zip(*pairs)
                    self.assertGreaterEqual(len(set(ours)), len(set(theirs)), pairs)


if __name__ == '__main__':
    kit.main()
