/** Lints our Python with ruff, which comes as WebAssembly and so runs wherever Node does. */
import { globSync, readFileSync } from 'node:fs'
import { Workspace } from '@astral-sh/ruff-wasm-nodejs'

const workspace = new Workspace(
  {
    'line-length': 140,
    'target-version': 'py39',
    lint: {
      select: ['E', 'F', 'W', 'B', 'UP', 'SIM', 'RET', 'PIE', 'C4'],
      ignore: ['UP007', 'UP031', 'UP045', 'B904', 'SIM105', 'SIM108', 'SIM114', 'SIM300'],
    },
  } as never,
  1 as never,
)
let found = 0
for (const file of globSync(['src/python/**/*.py', 'tests/python/**/*.py', 'examples/**/*.py']).sort()) {
  for (const { code, message, start_location } of workspace.check(readFileSync(file, 'utf8'))) {
    console.error(`${file}:${start_location.row}:${start_location.column} ${code} ${message}`)
    found++
  }
}
if (found) process.exitCode = 1
else console.log('Python: nothing found.')
