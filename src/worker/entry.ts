/** The worker's entry: gets the engine ready, then takes one run. The page ends the worker after it, and makes another for the next. */
import type { EngineFiles, GivenFiles, RunRequest, WorkerMessage } from '../messages/run.ts'
import { confine, refuseScripts } from './confine.ts'
import type { Engine } from './engine.ts'
import { Inbox } from './inbox.ts'
import { loadEngine } from './load.ts'
import { RateLimiter } from './rate-limiter.ts'
import { wordsOf } from './words.ts'

/** The engine's files lie beside the folder of scripts, wherever the site is. A script from a Blob lies nowhere, and is given them. */
const base = () => new URL(import.meta.env.DEV ? '/lab/' : '../lab/', self.location.href)

/** The browser's own: a program does not find it. */
const postMessage = self.postMessage.bind(self)
const post = (message: WorkerMessage) => postMessage(message)

refuseScripts()

/** In milliseconds: a run that the page has waited with begins before. */
const WARM_UP_AFTER = 100

let engine: Engine | undefined
let warmUpTimer: ReturnType<typeof setTimeout> | undefined
/** Resolved if there is none. */
let warmUp = Promise.resolve()

const fail = (error: unknown) => post({ type: 'failed', message: wordsOf(error) })

async function load(interrupts: Int32Array | null, files: EngineFiles | null, given: GivenFiles | null): Promise<void> {
  try {
    engine = await loadEngine({
      base,
      files,
      given,
      interrupts,
      progress: (progress) => post({ type: 'progress', progress }),
      downloaded: (files) => post({ type: 'files', files }),
    })
    engine.clients.onMessage = post
    engine.failure.catch((error) => post({ type: 'failed', message: `The engine broke down: ${wordsOf(error)}` }))
    confine()
    post({ type: 'ready', interruptible: engine.interruptible })
    warmUpTimer = setTimeout(() => {
      warmUp = engine!.warmUp().catch(fail)
    }, WARM_UP_AFTER)
  } catch (error) {
    fail(error)
  }
}

async function execute(engine: Engine, run: number, request: RunRequest): Promise<void> {
  post({ type: 'started', run })
  const output = new RateLimiter((stream, text) => post({ type: 'output', run, stream, text }))
  try {
    const { events: _told, ...end } = await engine.run(request, {
      output: (stream, text) => output.give(stream, text),
      line: (line) => {
        output.flush()
        post({ type: 'line', run, line })
      },
      event: (event) => post({ type: 'event', run, event }),
      leftOut: (leftOut) => post({ type: 'left-out', run, leftOut }),
    })
    output.flush()
    post({ type: 'done', run, end })
  } catch (error) {
    output.flush()
    post({ type: 'failed', message: `The engine broke down: ${wordsOf(error)}` })
  }
}

const inbox = new Inbox({
  load: (interrupts, files, given) => void load(interrupts, files, given),
  run: async (run, request) => {
    clearTimeout(warmUpTimer)
    await warmUp
    if (engine) await execute(engine, run, request)
  },
  interrupt: () => engine?.interrupt(),
  fault: (fault) => void engine?.suffer(fault).catch(fail),
  client: async (message) => {
    clearTimeout(warmUpTimer)
    await warmUp // whose end takes the server back to its start
    engine?.clients.receive(message)
  },
})
self.addEventListener('message', ({ data }) => inbox.receive(data))
