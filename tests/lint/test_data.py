# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that must be named in another file: translations and resources."""
import re
import unittest
import xml.etree.ElementTree as xml

import kit
import tree

C_TEXT = re.compile(r'(?<![\w"])(_|N_|C_|g_dngettext|ngettext)\s*\("|\bg_dpgettext2? \(')
TRANSLATED = {
    '.c': C_TEXT,
    '.ui': re.compile(r'translatable="(yes|true)"'),
    '.xml': re.compile(r'translatable="(yes|true)"|<_?summary>\w'),
}


class Data(unittest.TestCase):
    def test_potfiles(self):
        """Every file with text for people is in POTFILES, and each named one is there."""
        potfiles = next((path for name in ('POTFILES', 'POTFILES.in')
                         if (path := kit.SOURCE / 'po' / name).exists()), None)
        listed = set()
        if potfiles:
            listed = {line.strip() for line in potfiles.read_text().splitlines()
                      if line.strip() and not line.startswith('#')}
        wanted = {tree.short(path) for path in tree.files('.c', '.ui')
                  if path.relative_to(kit.SOURCE).parts[0] in ('src', 'ui')
                  and TRANSLATED[path.suffix].search(path.read_text())}
        self.assertFalse(wanted - listed, 'not in POTFILES')
        self.assertFalse({name for name in listed if not (kit.SOURCE / name).exists()}, 'gone')

    def test_ui_files_are_in_a_resource(self):
        named = set()
        for path in tree.files('.gresource.xml'):
            for entry in xml.parse(path).getroot().iter('file'):
                named.add((path.parent / entry.text.strip()).resolve())
        ui = {path.resolve() for path in tree.files('.ui')}
        self.assertFalse({str(path) for path in ui - named}, 'in no gresource')

    def test_ui_files_are_well_formed(self):
        for path in tree.files('.ui', '.gresource.xml', '.gschema.xml'):
            with self.subTest(path=tree.short(path)):
                xml.parse(path)


if __name__ == '__main__':
    kit.main()
