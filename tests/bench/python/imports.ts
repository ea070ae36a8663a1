/** The driver's import in Pyodide that has just started, with its files as the page has them. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { PACKAGES } from '../../../src/python/host/files/python-files.ts'
import { loadPyodideInNode } from '../../../src/python/node/pyodide.ts'
import { pythonFiles, pythonImage } from '../../../src/python/node/sources.ts'
import type { PythonResult } from '../results.ts'
import { median, rounded } from '../statistics.ts'

const program = readFileSync(path.join(import.meta.dirname, 'imports.py'), 'utf8')

export async function measureImports(runs: number): Promise<PythonResult['imports']> {
  const samples: { alone: number; all: number }[] = []
  for (let run = 0; run < runs; run++) {
    const pyodide = await loadPyodideInNode(pythonFiles(), pythonImage())
    pyodide.runPython(`import sys; sys.path.insert(0, ${JSON.stringify(PACKAGES)})`)
    samples.push(JSON.parse(pyodide.runPython(program) as string))
  }
  return {
    alone: rounded(median(samples.map(({ alone }) => alone))),
    all: rounded(median(samples.map(({ all }) => all))),
  }
}
