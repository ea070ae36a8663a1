/**
 * The conformance programs, and what is recorded of them: `<topic>/expected.json` has the lines each printed with the psycopg2 that readers
 * install and a real PostgreSQL 18, `<topic>/expected-VERSION.json` those of programs that print others with an older one. A program ends by itself and writes nothing to stderr, so that its lines are all there is to compare.
 */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Outcome } from '../../examples/outcome.ts'
import type { Program } from '../../examples/real-python.ts'
import { TODAY } from '../../examples/references.ts'

/** Where the programs run, and find what they import. */
export const folder = import.meta.dirname

/** The lines each program of a topic printed, by its name. */
type Recording = Record<string, readonly string[]>

/** All programs in the order of their names, or those of the topics or `topic/name`s asked for. */
export function findPrograms(asked: readonly string[] = []): Program[] {
  const ids = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.py') && file.includes(path.sep))
    .map((file) => file.slice(0, -'.py'.length).replaceAll(path.sep, '/'))
    .sort()
  const topics = new Set(ids.map(topicOf))
  const unknown = asked.find((name) => !topics.has(name) && !ids.includes(name))
  if (unknown) throw new Error(`No such program or topic: ${unknown}. Topics: ${[...topics].join(', ')}`)
  return ids
    .filter((id) => asked.length === 0 || asked.includes(id) || asked.includes(topicOf(id)))
    .map((id) => ({ id, folder, file: `${id}.py`, setupFile: null }))
}

export const topicOf = (id: string): string => id.split('/')[0]!
const nameOf = (id: string): string => id.split('/')[1]!
const recordingFile = (topic: string, version: string): string =>
  path.join(folder, topic, version === TODAY ? 'expected.json' : `expected-${version}.json`)

function recordingOf(topic: string, version: string): Recording {
  const file = recordingFile(topic, version)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

/** What the program must print with psycopg2 `version`, null if nothing is recorded. */
export function recorded({ id }: Program, version: string): Outcome | null {
  const lines = [version, TODAY].map((each) => recordingOf(topicOf(id), each)[nameOf(id)]).find((each) => each !== undefined)
  return lines ? { stdout: lines.map((line) => `${line}\n`).join(''), stderr: '', exception: null, exitStatus: 0 } : null
}

/**
 * Keeps what the program printed, and forgets programs of its topic that are no more. Of a psycopg2 other than the one that the driver
 * follows, only what differs is kept.
 */
export function record({ id }: Program, version: string, { stdout }: Outcome): void {
  const topic = topicOf(id)
  const lines = stdout.split('\n').slice(0, -1)
  const all: Record<string, readonly string[]> = { ...recordingOf(topic, version), [nameOf(id)]: lines }
  if (version !== TODAY && isDeepStrictEqual(recordingOf(topic, TODAY)[nameOf(id)], lines)) delete all[nameOf(id)]
  const kept = Object.entries(all).filter(([name]) => existsSync(path.join(folder, topic, `${name}.py`)))
  const sorted = Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)))
  const file = recordingFile(topic, version)
  if (kept.length > 0) writeFileSync(file, `${JSON.stringify(sorted, null, 2)}\n`)
  else rmSync(file, { force: true })
}
