/**
 * The conformance programs, and what is recorded of them: `<topic>/expected.json` has the lines each printed with real psycopg2 and a real
 * PostgreSQL 18. A program ends by itself and writes nothing to stderr, so that its lines are all there is to compare.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Outcome } from '../../examples/outcome.ts'
import type { Program } from '../../examples/real-python.ts'

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
const recordingFile = (topic: string): string => path.join(folder, topic, 'expected.json')

function recordingOf(topic: string): Recording {
  const file = recordingFile(topic)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

/** What the program must print, null if nothing is recorded. */
export function recorded({ id }: Program): Outcome | null {
  const lines = recordingOf(topicOf(id))[nameOf(id)]
  return lines ? { stdout: lines.map((line) => `${line}\n`).join(''), stderr: '', exception: null, exitStatus: 0 } : null
}

/** Keeps what the program printed, and forgets programs of its topic that are no more. */
export function record({ id }: Program, { stdout }: Outcome): void {
  const topic = topicOf(id)
  const all: Recording = { ...recordingOf(topic), [nameOf(id)]: stdout.split('\n').slice(0, -1) }
  const kept = Object.entries(all).filter(([name]) => existsSync(path.join(folder, topic, `${name}.py`)))
  const sorted = Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)))
  writeFileSync(recordingFile(topic), `${JSON.stringify(sorted, null, 2)}\n`)
}
