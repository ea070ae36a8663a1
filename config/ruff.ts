/**
 * `node config/ruff.ts [check]`: says what ruff finds fault with in our Python, and which files its formatter would change.
 * `node config/ruff.ts format [FILE…]` formats those files; a file that is named is formatted even if ruff.toml excludes it.
 * ruff comes as WebAssembly, so it runs wherever Node does. It is given texts, not files, so what ruff.toml excludes is left out here.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-nodejs'
import { parse } from 'smol-toml'

const settings = parse(readFileSync('ruff.toml', 'utf8'))
const { exclude } = settings['format'] as unknown as { readonly exclude: readonly string[] }
const workspace = new Workspace(settings, PositionEncoding.Utf32)

const [command = 'check', ...named] = process.argv.slice(2)
const files = named.length > 0 ? named : globSync('{src,tests,examples,config}/**/*.py').sort()

let faults = 0
function report(message: string): void {
  console.error(message)
  faults++
}

/** The text as ruff formats it; as it is, if the file is excluded or is no Python. */
function formatted(file: string, text: string): string {
  if (named.length === 0 && exclude.some((pattern) => path.matchesGlob(file, pattern))) return text
  try {
    return workspace.format(text)
  } catch (error) {
    report(`${file}: ${error instanceof Error ? error.message : error}`)
    return text
  }
}

for (const file of files) {
  const text = readFileSync(file, 'utf8')
  const better = formatted(file, text)
  if (command === 'format' && better !== text) {
    writeFileSync(file, better)
    console.log(`Formatted ${file}`)
  }
  if (command === 'check') {
    for (const { code, message, start_location } of workspace.check(text))
      report(`${file}:${start_location.row}:${start_location.column} ${code} ${message}`)
    if (better !== text) report(`${file} is not formatted: npm run format`)
  }
}
if (faults) process.exitCode = 1
else if (command === 'check') console.log('Python: nothing found.')
