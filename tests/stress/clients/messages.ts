/** Messages as no client should send them: of the right form, with contents that may make sense or not. */
import { encodeFrontend } from '../../../src/wire/encode.ts'
import type { FrontendMessage } from '../../../src/wire/messages.ts'
import type { Random } from '../random.ts'

const CODES = 'BCdcfDEHFPpQSX'
const STATEMENTS = [
  'select 1',
  'begin',
  'commit',
  'rollback',
  'select $1::int + 1',
  'select 1/0',
  "select repeat('x', 5000)",
  'copy (select 1) to stdout',
  'create temp table if not exists t(a int)',
  'copy t from stdin',
  'declare c cursor with hold for select generate_series(1, 9)',
  'fetch c',
  'close all',
  'discard all',
  'listen l; notify l',
  'select',
  ';;',
  'nonsense',
  '',
]
const NAMES = ['', '', 's', 'c', 'é']

/** `count` bytes. */
export function noise(random: Random, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, () => random.between(0, 255))
}

/** One message. Few end the session, or there would be more logins than messages. */
export function randomMessage(random: Random): Uint8Array {
  if (random.chance(0.01)) return withCode(random.pick([...CODES]), noise(random, random.between(0, 40)))
  return encodeFrontend(sensible(random))
}

function sensible(random: Random): FrontendMessage {
  const [name, query] = [random.pick(NAMES), random.pick(STATEMENTS)]
  const target = random.chance(0.5) ? 'statement' : 'portal'
  switch (
    random.weighted({
      query: 8,
      parse: 6,
      bind: 6,
      describe: 4,
      execute: 6,
      close: 3,
      sync: 10,
      flush: 3,
      data: 4,
      done: 2,
      fail: 1,
      call: 1,
    })
  ) {
    case 'query':
      return { type: 'Query', query }
    case 'parse':
      return { type: 'Parse', statement: name, query, parameterTypeOids: random.chance(0.2) ? [random.between(0, 3000)] : [] }
    case 'bind': {
      const parameters = Array.from({ length: random.between(0, 2) }, () =>
        random.chance(0.2) ? null : noise(random, random.between(0, 9)),
      )
      return { type: 'Bind', portal: random.pick(NAMES), statement: name, parameterFormats: [], parameters, resultFormats: [] }
    }
    case 'describe':
      return { type: 'Describe', target, name }
    case 'execute':
      return { type: 'Execute', portal: name, rowLimit: random.between(0, 3) }
    case 'close':
      return { type: 'Close', target, name }
    case 'sync':
      return { type: 'Sync' }
    case 'flush':
      return { type: 'Flush' }
    case 'data':
      return { type: 'CopyData', data: random.chance(0.5) ? new TextEncoder().encode('1\n') : noise(random, random.between(0, 50)) }
    case 'done':
      return { type: 'CopyDone' }
    case 'fail':
      return { type: 'CopyFail', reason: query }
    case 'call':
      return { type: 'FunctionCall', functionOid: random.between(0, 6000), argumentFormats: [], arguments: [], resultFormat: 'text' }
  }
}

function withCode(code: string, content: Uint8Array): Uint8Array {
  const message = new Uint8Array(5 + content.length)
  message[0] = code.charCodeAt(0)
  new DataView(message.buffer).setUint32(1, 4 + content.length)
  message.set(content, 5)
  return message
}
