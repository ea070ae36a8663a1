/** A round trip from Python through the driver to the server and back, in the lab as the page has it. */
import { createLab } from '../../src/cli/lab-in-node.ts'
import type { PythonResult } from './results.ts'
import { summary } from './statistics.ts'

const RUNS = 1000

const PROGRAM = `
import json, time, psycopg2

def round_trip():
    began = time.perf_counter()
    cur.execute("select 1")
    cur.fetchone()
    return (time.perf_counter() - began) * 1000

cur = psycopg2.connect("dbname=lab user=reader").cursor()
for _ in range(200):
    round_trip()
print(json.dumps([round_trip() for _ in range(${RUNS})]))
`

export async function measurePython(): Promise<PythonResult> {
  const lab = await createLab()
  const result = await lab.run({ code: PROGRAM, fileName: 'main.py', setup: null, clock: 'real' })
  if (result.exitStatus !== 0) throw new Error(result.stderr)
  return { runs: RUNS, roundTrip: summary(JSON.parse(result.stdout) as number[]) }
}
