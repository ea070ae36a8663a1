/** The check of Python's imports finds what it is there to find. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { pythonImportFaults } from '../../../config/python-imports.ts'

const LAYERS = {
  ours: { mayImport: ['theirs'], layers: [['top'], ['middle'], ['bottom', 'beside'], ['__init__']] },
  theirs: { mayImport: [] },
}

const faults = async (files: Readonly<Record<string, string>>): Promise<string[]> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'python-imports-'))
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.join(folder, path.dirname(name)), { recursive: true })
      writeFileSync(path.join(folder, name), text)
    }
    return await pythonImportFaults(folder, JSON.stringify(LAYERS))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('imports that go down are no fault', async () => {
  expect(
    await faults({
      'ours/__init__.py': '',
      'ours/top.py': 'import os, theirs.a\nfrom . import bottom\nfrom .middle import one, two',
      'ours/middle/__init__.py': '',
      'ours/middle/one.py': 'from .. import bottom, beside\nfrom . import two',
      'ours/middle/two.py': '',
      'ours/bottom.py': '',
      'ours/beside.py': '',
      'theirs/a.py': 'from theirs import b',
      'theirs/b.py': '',
    }),
  ).toEqual([])
})

test('each wrong way is one, wherever the import stands', async () => {
  expect(
    await faults({
      'ours/__init__.py': 'from . import top',
      'ours/top.py': '',
      'ours/middle/__init__.py': '',
      'ours/middle/one.py': 'from .two import x',
      'ours/middle/two.py': 'def f():\n    from ours.middle.three import x',
      'ours/middle/three.py': 'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .one import y',
      'ours/bottom.py': 'from . import beside\nfrom .middle import one',
      'ours/beside.py': '',
      'ours/elsewhere.py': '',
      'theirs/a.py': 'def f():\n    import ours.top',
      'theirs/b.py': 'from . import a, c',
      'theirs/c.py': 'from .b import x',
    }),
  ).toEqual([
    'ours, line 1: ours.top is in no layer below it',
    'ours.bottom, line 1: ours.beside is in no layer below it',
    'ours.bottom, line 2: ours.middle.one is in no layer below it',
    'ours.elsewhere is in no layer',
    'a circle: ours.middle.one → ours.middle.two → ours.middle.three → ours.middle.one',
    'theirs.a, line 2: theirs may not import ours',
    'a circle: theirs.b → theirs.c → theirs.b',
  ])
})
