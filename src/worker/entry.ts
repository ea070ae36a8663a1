/** The worker's entry: gets the lab ready, then takes one run after another. */
import type { RunRequest, WorkerMessage } from '../messages/run.ts'
import type { Lab } from './engine.ts'
import { Inbox } from './inbox.ts'
import { loadLab } from './load.ts'
import { Allowance } from './rate-limiter.ts'

/** The engine lies beside the folder of scripts, wherever the site is. */
const base = new URL(import.meta.env.DEV ? '/lab/' : '../lab/', self.location.href)

const post = (message: WorkerMessage) => self.postMessage(message)
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

let lab: Lab | undefined

async function load(interrupts: Int32Array | null): Promise<void> {
  try {
    lab = await loadLab(base, interrupts, (progress) => post({ type: 'progress', progress }))
    post({ type: 'ready', interruptible: lab.interruptible })
  } catch (error) {
    post({ type: 'failed', message: messageOf(error) })
  }
}

async function execute(lab: Lab, run: number, request: RunRequest): Promise<void> {
  post({ type: 'started', run })
  const output = new Allowance((stream: 'stdout' | 'stderr', text) => post({ type: 'output', run, stream, text }))
  try {
    const result = await lab.run(request, {
      output: (stream, text) => output.give(stream, text),
      line: (line) => {
        output.flush()
        post({ type: 'line', run, line })
      },
      event: (event) => post({ type: 'event', run, event }),
    })
    output.flush()
    post({ type: 'done', run, result })
    if (!lab.broken) await lab.reset()
    // A page that hears of a failure gets itself another worker
    post(lab.broken ? { type: 'failed', message: 'Python has broken down.' } : { type: 'ready', interruptible: lab.interruptible })
  } catch (error) {
    output.flush()
    post({ type: 'failed', message: `The engine broke down: ${messageOf(error)}` })
  }
}

const inbox = new Inbox({
  load: (interrupts) => void load(interrupts),
  run: async (run, request) => {
    if (lab) await execute(lab, run, request)
  },
  interrupt: () => lab?.interrupt(),
})
self.addEventListener('message', ({ data }) => inbox.receive(data))
