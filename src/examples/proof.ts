/** What a claim rests on, and a piece of text that it shows. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { readFinding } from './finding.ts'
import { titlesOf } from './titles.ts'

const whole = (text: string) => text.replaceAll(/\s+/g, ' ')
const contents = (file: string): string | null => (existsSync(file) ? readFileSync(file, 'utf8') : null)

function recorded(folder: string): string | null {
  const text = contents(path.join(folder, 'expected.json'))
  if (text === null) return null
  const { stdout, stderr, exitStatus } = JSON.parse(text)
  return `${stdout}${stderr}\nexit status: ${exitStatus}\n`
}

/** The comment that a finding begins with, and what it prints if it is still so. */
function found(name: string): string | null {
  const finding = readFinding(name)
  if (finding === null) return null
  const { title, parts, expected } = finding
  // What people would guess is what is not so
  return [title, ...parts.filter(({ name }) => name !== 'A guess').map(({ text }) => text), expected].join('\n')
}

/** The lines that a program printed with the real psycopg2; the driver is tested to print the same. */
function compared(id: string): string | null {
  const text = contents(`tests/python/conformance/${path.dirname(id)}/expected.json`)
  return (text && (JSON.parse(text)[path.basename(id)] as string[] | undefined)?.join('\n')) || null
}

/** What a package that the site is made of, or this one, says of itself. */
function packaged(name: string): string | null {
  const text = contents(name === 'this' ? 'package.json' : `node_modules/${name}/package.json`)
  if (text === null) return null
  const { name: own, version, license } = JSON.parse(text)
  return `${own} ${version}, ${license}`
}

/** By the first folder of `by`: what is there under the rest of it; null if nothing is. */
const kinds: Readonly<Record<string, (name: string) => string | null>> = {
  conformance: compared,
  findings: found,
  licences: (name) => contents(`public/licences/${name}.txt`),
  packages: packaged,
  recordings: (id) => recorded(`src/content/recordings/${id}`),
}

/**
 * `by` is an example's id, or `recordings/ID`, `findings/NAME`, `conformance/TOPIC/NAME` (a program of tests/python/conformance),
 * `packages/NAME`, `licences/NAME`. Null if there is no such thing.
 */
export function evidence(by: string): string | null {
  const [kind, rest] = [by.slice(0, by.indexOf('/')), by.slice(by.indexOf('/') + 1)]
  return (kinds[kind] ?? (() => recorded(`examples/${by}`)))(rest)
}

/** What is wrong with a claim, as a sentence; null if it is proven. A test, `tests/FILE`, proves its title, and no part of it. */
export function unproven(by: string, shows: string): string | null {
  if (shows.trim() === '') return 'it does not say what its proof shows.'
  if (by.startsWith('tests/')) {
    const source = contents(by)
    if (source === null) return `there is no ${by} that could prove it.`
    return titlesOf(source).includes(shows) ? null : `${by} has no test "${shows}".`
  }
  const text = evidence(by)
  if (text === null) return `there is no ${by} that could prove it.`
  return whole(text).includes(whole(shows)) ? null : `${by} does not show "${shows}".`
}
