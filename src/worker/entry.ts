/** The worker's entry: gets the engine ready, then takes one run after another. */
import type { RunRequest, WorkerMessage } from '../messages/run.ts'
import type { Engine } from './engine.ts'
import { Inbox } from './inbox.ts'
import { loadEngine } from './load.ts'
import { RateLimiter } from './rate-limiter.ts'

/** The engine's files lie beside the folder of scripts, wherever the site is. */
const base = new URL(import.meta.env.DEV ? '/lab/' : '../lab/', self.location.href)

const post = (message: WorkerMessage) => self.postMessage(message)
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

let engine: Engine | undefined

async function load(interrupts: Int32Array | null): Promise<void> {
  try {
    engine = await loadEngine(base, interrupts, (progress) => post({ type: 'progress', progress }))
    post({ type: 'ready', interruptible: engine.interruptible })
  } catch (error) {
    post({ type: 'failed', message: messageOf(error) })
  }
}

async function execute(engine: Engine, run: number, request: RunRequest): Promise<void> {
  post({ type: 'started', run })
  const output = new RateLimiter((stream: 'stdout' | 'stderr', text) => post({ type: 'output', run, stream, text }))
  try {
    const result = await engine.run(request, {
      output: (stream, text) => output.give(stream, text),
      line: (line) => {
        output.flush()
        post({ type: 'line', run, line })
      },
      event: (event) => post({ type: 'event', run, event }),
    })
    output.flush()
    post({ type: 'done', run, result })
    if (!engine.broken) await engine.reset()
    // Of a failure the page makes another worker
    post(engine.broken ? { type: 'failed', message: 'Python has broken down.' } : { type: 'ready', interruptible: engine.interruptible })
  } catch (error) {
    output.flush()
    post({ type: 'failed', message: `The engine broke down: ${messageOf(error)}` })
  }
}

const inbox = new Inbox({
  load: (interrupts) => void load(interrupts),
  run: async (run, request) => {
    if (engine) await execute(engine, run, request)
  },
  interrupt: () => engine?.interrupt(),
})
self.addEventListener('message', ({ data }) => inbox.receive(data))
