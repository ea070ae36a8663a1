/**
 * The only place that knows what may differ between real psycopg2 with a real server and the engine: everything else must be equal
 * to the character. Both the recording and the engine's output go through here. The result is still what a reader sees, so
 * whatever varies is replaced by what the page would say, not by a mark.
 */
import type { Outcome } from './outcome.ts'

/** The port the engine's server answers on, which recordings show instead of the recorder's free port. */
const LAB_PORT = '5432'

type Rule = readonly [pattern: RegExp, replacement: string]

const textRules: readonly Rule[] = [
  // `localhost` is two addresses on many machines; the engine has one.
  [/(server at "localhost") \((?:::1|127\.0\.0\.1)\)/g, '$1 (127.0.0.1)'],
  // libpq tries both and reports both failures.
  [/(connection to server at "localhost" \(127\.0\.0\.1\), port \d+ failed: .*\n(?:\t.*\n?)*)(?:\n?\1)+/g, '$1'],
  // Where Python keeps its objects.
  [/\b0x[0-9a-f]{6,16}\b/g, '0x…'],
  // Minor releases: `PostgreSQL 18.4 on …`, and 180004 as the server_version of a connection.
  [/\bPostgreSQL 18(?:\.\d+|beta\d+|rc\d+|devel)/g, 'PostgreSQL 18'],
  [/\b1800\d\d\b/g, '180000'],
]

export function normaliseOutcome(outcome: Outcome, port = LAB_PORT): Outcome {
  const text = (value: string) => normaliseText(value, port)
  return {
    stdout: text(outcome.stdout),
    stderr: normaliseTraceback(text(outcome.stderr)),
    exception: outcome.exception && { type: outcome.exception.type, message: text(outcome.exception.message) },
    exitStatus: outcome.exitStatus,
  }
}

export function normaliseText(text: string, port = LAB_PORT): string {
  const samePort = text.replaceAll(`port ${port} `, `port ${LAB_PORT} `)
  return textRules.reduce((value, [pattern, replacement]) => value.replace(pattern, replacement), samePort)
}

/**
 * Tracebacks as every CPython from 3.11 on prints them: later ones show all lines of a long statement and mark the failing part
 * with `^^^^`, and real psycopg2 has a Python frame of its own (`connect`) that the engine leaves out.
 */
export function normaliseTraceback(text: string): string {
  const kept: string[] = []
  // Of a frame's indented lines the first is kept; none if the frame is the driver's.
  let sourceLinesLeft = Number.POSITIVE_INFINITY
  for (const line of text.split('\n')) {
    const frame = /^ {2}File "(?<path>[^"]*)", line \d+/.exec(line)
    if (frame) {
      const path = frame.groups!.path!
      const driver = /(?:^|\/)psycopg2\//.test(path)
      sourceLinesLeft = driver ? 0 : 1
      if (!driver) kept.push(line.replace(path, path.replace(/^.*\/(?=main\.py$)/, '')))
    } else if (line.startsWith('    ')) {
      if (sourceLinesLeft > 0) kept.push(line)
      sourceLinesLeft -= 1
    } else {
      // The exception's own message may be indented too: it begins after the last frame, and is kept whole.
      sourceLinesLeft = Number.POSITIVE_INFINITY
      kept.push(line)
    }
  }
  return kept.join('\n')
}
