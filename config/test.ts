/**
 * `npm test`: everything that has to hold, one step after another. `npm test -- STEP…` runs only some.
 * A step that fails does not keep the others from being run; the last lines say which failed.
 */
import { spawnSync } from 'node:child_process'

const VITEST = ['vitest', 'run', '--config', 'config/vitest.config.ts']

const STEPS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  // Once, before several test files would each begin to
  engine: [['node', 'src/integrations/sessions-for-pglite/command.ts']],
  lint: [
    ['biome', 'check', '--error-on-warnings', '.'],
    ['depcruise', 'src', '--config', 'config/dependency-cruiser.cjs'],
    ['node', 'config/ruff.ts'],
  ],
  types: [
    ['astro', 'check', '--minimumSeverity', 'error'],
    ['pyright', '--project', 'config/pyrightconfig.json'],
    // The driver runs on Pythons older than the page's, too
    ['pyright', '--project', 'config/pyright.driver.json'],
  ],
  unit: [[...VITEST, 'tests/unit']],
  python: [[...VITEST, 'tests/python']],
  examples: [[...VITEST, 'tests/examples']],
  // The short form of `npm run stress`
  stress: [[...VITEST, 'tests/stress']],
  build: [['astro', 'build', '--silent']],
  // The budgets of what a page loads, and of the time that Stop takes, are among these
  browser: [
    ['node', 'tests/browser/ensure.ts'],
    ['vitest', 'run', '--config', 'config/vitest.browsers.config.ts'],
  ],
}

/** Of a command, in milliseconds. The longest takes some minutes; what takes so much longer waits for something that will not come. */
const LONGEST = 15 * 60_000

const asked = process.argv.slice(2)
const unknown = asked.find((step) => !(step in STEPS))
if (unknown) {
  console.error(`There is no step ${unknown}. Steps: ${Object.keys(STEPS).join(', ')}.`)
  process.exit(2)
}

const failed: string[] = []
for (const [step, commands] of Object.entries(STEPS)) {
  if (asked.length > 0 && !asked.includes(step)) continue
  const began = performance.now()
  for (const [command, ...args] of commands) {
    console.log(`\n── ${step}: ${command} ${args.join(' ')}`)
    // npm has put node_modules/.bin first on the path
    const { status, error } = spawnSync(command!, args, { stdio: 'inherit', timeout: LONGEST, shell: process.platform === 'win32' })
    if (error) console.error(error.message)
    if (status !== 0) failed.push(`${step}: ${command}`)
  }
  console.log(`── ${step} took ${((performance.now() - began) / 1000).toFixed(0)} s`)
}
console.log(failed.length ? `\nFailed: ${failed.join(', ')}` : '\nAll steps passed.')
process.exitCode = failed.length ? 1 : 0
