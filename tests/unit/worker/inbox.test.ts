/** Which messages the worker accepts, and what it does with them. */
import { expect, test } from 'vitest'
import { Inbox } from '../../../src/worker/inbox.ts'

const REQUEST = { code: 'print(1)', fileName: 'main.py', setup: null, clock: 'real' } as const

function open() {
  const heard: string[] = []
  const over = Promise.withResolvers<void>()
  const inbox = new Inbox({
    load: () => heard.push('load'),
    run: (run) => {
      heard.push(`run ${run}`)
      return over.promise
    },
    interrupt: () => heard.push('interrupt'),
    fault: (fault) => heard.push(fault),
    client: ({ type, connection }) => heard.push(`${type} ${connection}`),
  })
  const end = async () => {
    over.resolve()
    await over.promise
    await Promise.resolve()
  }
  return { heard, inbox, end }
}

test('an interrupt is for the run that it names, while that lasts', async () => {
  const { heard, inbox, end } = open()
  inbox.receive({ type: 'load', interrupts: null, files: null })
  inbox.receive({ type: 'interrupt', run: 1 })
  inbox.receive({ type: 'run', run: 1, request: REQUEST })
  inbox.receive({ type: 'interrupt', run: 1 })
  inbox.receive({ type: 'interrupt', run: 2 })
  await end()
  inbox.receive({ type: 'interrupt', run: 1 })
  expect(heard).toEqual(['load', 'run 1', 'interrupt'])
})

test("the page's own connections are spoken of at any time", async () => {
  const { heard, inbox, end } = open()
  inbox.receive({ type: 'connect', connection: 1, isHidden: true })
  inbox.receive({ type: 'run', run: 1, request: { ...REQUEST, files: new Map([['a.py', 'x = 1']]) } })
  inbox.receive({ type: 'send', connection: 1, bytes: new Uint8Array(3) })
  await end()
  inbox.receive({ type: 'receive', connection: 1 })
  inbox.receive({ type: 'disconnect', connection: 1 })
  inbox.receive({ type: 'fault', fault: 'drop' })
  expect(heard).toEqual(['connect 1', 'run 1', 'send 1', 'receive 1', 'disconnect 1', 'drop'])
})

test('there is no second run, even after the first', async () => {
  const { heard, inbox, end } = open()
  inbox.receive({ type: 'run', run: 1, request: REQUEST })
  await end()
  expect(() => inbox.receive({ type: 'run', run: 2, request: REQUEST })).toThrow('Run 2 was sent to the worker of run 1.')
  expect(heard).toEqual(['run 1'])
})

test.each([
  null,
  'interrupt',
  {},
  { type: 'stop', run: 1 },
  { type: 'interrupt' },
  { type: 'interrupt', run: '1' },
  { type: 'load' },
  { type: 'load', interrupts: [0], files: null },
  { type: 'load', interrupts: null, files: null, given: new Map([['a', 'text']]) },
  { type: 'load', interrupts: null, files: {} },
  { type: 'fault', fault: 'fire' },
  { type: 'connect', connection: 1 },
  { type: 'connect', connection: '1', isHidden: false },
  { type: 'send', connection: 1, bytes: 'select 1' },
  { type: 'receive' },
  { type: 'run', run: 1 },
  { type: 'run', run: Number.NaN, request: REQUEST },
  { type: 'run', run: 1, request: { ...REQUEST, clock: 'quick' } },
  { type: 'run', run: 1, request: { ...REQUEST, setup: undefined } },
  { type: 'run', run: 1, request: { ...REQUEST, check: null } },
  { type: 'run', run: 1, request: { ...REQUEST, files: { 'a.py': '' } } },
  { type: 'run', run: 1, request: { ...REQUEST, files: new Map([['a.py', 1]]) } },
  { type: 'run', run: 1, request: { ...REQUEST, wheels: new Map([['a.whl', 'PK']]) } },
])('%j is none of its messages', (message) => {
  const { heard, inbox } = open()
  inbox.receive({ type: 'run', run: 1, request: REQUEST })
  expect(() => inbox.receive(message)).toThrow('not a message of its page')
  expect(heard).toEqual(['run 1'])
})
