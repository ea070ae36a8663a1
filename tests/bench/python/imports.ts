/** The driver's import in Pyodide that has just started, with its files as the page has them. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { loadPyodide } from 'pyodide'
import { install } from '../../../src/python/library.ts'
import { pythonFiles } from '../../../src/python/sources.ts'
import type { PythonResult } from '../results.ts'
import { median, rounded } from '../statistics.ts'

const program = readFileSync(path.join(import.meta.dirname, 'imports.py'), 'utf8')

export async function measureImports(runs: number): Promise<PythonResult['imports']> {
  const indexURL = path.dirname(createRequire(import.meta.url).resolve('pyodide/package.json'))
  const samples: { alone: number; all: number }[] = []
  for (let run = 0; run < runs; run++) {
    const pyodide = await loadPyodide({ indexURL })
    install(pyodide, pythonFiles())
    samples.push(JSON.parse(pyodide.runPython(program) as string))
  }
  return {
    alone: rounded(median(samples.map(({ alone }) => alone))),
    all: rounded(median(samples.map(({ all }) => all))),
  }
}
