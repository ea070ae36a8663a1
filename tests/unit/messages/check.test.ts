/** What the page takes for a message of its worker: all that engines say, and nothing else. */
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { isWorkerMessage } from '../../../src/messages/check.ts'
import type { RunEvent } from '../../../src/messages/event.ts'
import { emptyEnd } from '../../fixtures/scripted-worker.ts'

const run = 1
const event = (event: object) => ({ type: 'event', run, event })
const report = { severity: 'ERROR', sqlstate: '57014', message: 'canceling statement due to statement timeout' }

const recorded = globSync('examples/**/events.json').flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as RunEvent[])

test('every recorded event is one', () => {
  expect(recorded.length).toBeGreaterThan(1000)
  expect(recorded.filter((it) => !isWorkerMessage(event(it)))).toEqual([])
})

test.each<[string, object]>([
  ['progress', { type: 'progress', progress: { stage: 'downloading', loaded: 1, total: 2 } }],
  ['files', { type: 'files', files: { folder: 'https://example.com/', blobs: new Map([['a', new Blob()]]), modules: new Map() } }],
  ['the end', { type: 'done', run, end: emptyEnd }],
  [
    'an end with all there can be',
    { type: 'done', run, end: { ...emptyEnd, leftOut: { at: 1, events: 2, calls: true }, judgement: { tag: 'passed' } } },
  ],
  ['bytes of the server', { type: 'received', connection: 1, bytes: new Uint8Array(1 << 18) }],
  ['the end of a connection', { type: 'disconnected', connection: 1 }],
  ['a long text', { type: 'output', run, stream: 'stdout', text: 'x'.repeat(1_000_000) }],
])('%s', (_what, message) => expect(isWorkerMessage(message)).toBe(true))

describe('not', () => {
  test.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'done'],
    ['what an object has from its prototype', { type: 'constructor' }],
    ['an unknown type', { type: 'finished', run }],
    ['a run that is no number', { type: 'started', run: '1' }],
    ['an unknown stream', { type: 'output', run, stream: 'stdlog', text: '' }],
    ['a text that is none', { type: 'output', run, stream: 'stdout', text: { length: 1 } }],
    ['a text without end', { type: 'output', run, stream: 'stdout', text: 'x'.repeat(2_000_000) }],
    ['an unknown event', event({ at: 1, kind: 'toString' })],
    ['a time that is no number', event({ at: Number.NaN, kind: 'wait-ended', session: 1 })],
    ['a session that is markup', event({ at: 1, kind: 'wait-ended', session: '<b>' })],
    ['a report without words', event({ at: 1, kind: 'report', session: 1, report: { ...report, message: undefined } })],
    ['a notice of a megabyte', event({ at: 1, kind: 'report', session: 1, report: { ...report, message: 'x'.repeat(1e6) } })],
    ['an unknown timer', event({ at: 1, kind: 'timer-fired', session: 1, timer: 'tcp_user_timeout' })],
    ['bytes that are none', { type: 'received', connection: 1, bytes: [1, 2] }],
    ['bytes without end', { type: 'received', connection: 1, bytes: new Uint8Array(2 << 20) }],
    ['bytes of a connection that is no number', { type: 'received', connection: '1', bytes: new Uint8Array(1) }],
    ['an end without status', { type: 'done', run, end: { ...emptyEnd, exitStatus: undefined } }],
    ['files that are no files', { type: 'files', files: { folder: '', blobs: new Map([['a', 'b']]), modules: new Map() } }],
  ])('%s', (_what, message) => expect(isWorkerMessage(message)).toBe(false))
})
