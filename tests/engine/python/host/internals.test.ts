/** What we use of Pyodide and of CPython in it that no type tells: each part of `internals.ts`. After an upgrade, look here first. */
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { loadPyodide } from 'pyodide'
import { expect, test } from 'vitest'
import {
  COUNT_AT_POLL,
  enablePolls,
  fileSystemOf,
  frameHider,
  internalsOf,
  PollCounter,
  suspendInPoll,
  withImports,
} from '../../../../src/python/host/internals.ts'
import { pyodideFolder } from '../../../../src/python/node/made.ts'

const imported: string[] = []
const { default: create } = await import(pathToFileURL(path.join(pyodideFolder, 'pyodide.asm.mjs')).href)
const localtime = (time: bigint, tm: number) => {
  imported.push(`localtime of ${time} to ${typeof tm}`)
}
const createPyodideModule = withImports(create, () => ({ imports: { _localtime_js: localtime }, properties: { mark: 'ours' } }))
const pyodide = await loadPyodide({ indexURL: pyodideFolder, createPyodideModule } as Parameters<typeof loadPyodide>[0])
const internals = internalsOf(pyodide)

test('functions that WebAssembly imports can be replaced, and properties added', () => {
  pyodide.runPython('import time; time.localtime(12345)')
  expect(imported).toContain('localtime of 12345 to number')
  expect(internals).toHaveProperty('mark', 'ours')
})

test('a function that is replaced, and is not imported, is an error', async () => {
  const wrong = withImports(create, () => ({ imports: { _nosuch_js: () => {} }, properties: {} }))
  const load = loadPyodide({ indexURL: pyodideFolder, createPyodideModule: wrong } as Parameters<typeof loadPyodide>[0])
  await expect(load).rejects.toThrow('Python does not import _nosuch_js.')
})

test('memory: C strings are allocated, and tzname is two of them', () => {
  const address = internals._malloc(8)
  expect(address).toBeGreaterThan(0)
  internals.HEAPU8.set([1, 2, 3], address)
  const names = [0, 1].map((index) => internals.HEAP32[(internals.___tzname >>> 2) + index]!)
  for (const name of names) expect(internals.HEAPU8[name]).toBeGreaterThanOrEqual(0)
})

test('CPython counts down, asks for a signal, and calls its handler', () => {
  const counter = new PollCounter(internals)
  const counts: number[] = []
  let signal = 0
  const buffer = {
    get 0() {
      return signal
    },
    set 0(value: number) {
      signal = value
    },
  }
  enablePolls(internals, () => {
    counts.push(counter.count)
    return buffer
  })
  pyodide.globals.set('send', (number: number) => {
    signal = number
    counter.count = 10
  })
  const heard = pyodide.runPython(`
import signal
heard = []
signal.signal(16, lambda number, frame: heard.append(number))
send(16)
for _ in range(1000): pass
heard`)
  enablePolls(internals, () => undefined)
  expect(heard.toJs()).toEqual([16])
  expect(signal).toBe(0)
  expect(counts).toContain(COUNT_AT_POLL)
})

test('polling no descriptors suspends the stack, and nothing else runs meanwhile', async () => {
  const said: string[] = []
  let asked = 0
  suspendInPoll(internals, () => {
    asked++
    return {
      // biome-ignore lint/suspicious/noThenProperty: as in threads.ts
      then: (resolve: (descriptors: number) => void) => {
        said.push('suspended')
        setTimeout(() => resolve(0))
      },
    } as PromiseLike<number>
  })
  const work = pyodide.runPython(`
import select
def work(say):
    say("before")
    found = select.poll().poll(0)
    say("after")
    return len(found)
work`)
  expect(await work.callPromising((text: string) => void said.push(text))).toBe(0)
  expect([asked, ...said]).toEqual([1, 'before', 'suspended', 'after'])
  suspendInPoll(internals, () => null)
  expect(pyodide.runPython('select.poll().poll(0)').toJs()).toEqual([])
})

test('the frame of a thread can be hidden from the garbage collector', () => {
  const hide = frameHider(internals)
  const seen: number[][] = []
  pyodide.globals.set('look', () => {
    const thread = internals._PyThreadState_Get()
    const words = () => [...internals.HEAP32.subarray(thread >> 2, (thread >> 2) + 100)]
    seen.push(words())
    const show = hide(thread)
    seen.push(words())
    show()
    seen.push(words())
  })
  pyodide.runPython('look()')
  const [before, hidden, after] = seen as [number[], number[], number[]]
  expect(after).toEqual(before)
  const changed = before.flatMap((word, index) => (word === hidden[index] ? [] : [[word > 0, hidden[index]]]))
  expect(changed).toEqual([[true, 0]])
})

test('file systems of our own can be mounted', () => {
  const fs = fileSystemOf(pyodide)
  fs.mkdirTree('/ours')
  const node_ops = {
    getattr: () => {
      throw new fs.ErrnoError(28)
    },
  }
  const mount = () => Object.assign(fs.createNode(null, '/', 0o040_555, 0), { node_ops, stream_ops: {} })
  fs.mount({ mount }, {}, '/ours')
  expect(() => pyodide.runPython('import os; os.stat("/ours")')).toThrow('OSError: [Errno 28] Invalid argument')
})
