/**
 * The script of the page in the sandboxed frame: it makes workers for the page that holds the frame, and passes on what both say. The frame's
 * origin is opaque, and so is that of its workers: they have nothing of the site. The policy of the frame lets nothing be fetched, so that
 * the page gives them their files.
 *
 * The build puts it into the frame's page as it is, without its types: it imports nothing.
 */
import type { EngineFiles, GivenFiles } from '../messages/run.ts'
import type { FromSandbox, MakeWorker, ToSandbox } from '../messages/sandbox.ts'

const isObject = (it: unknown): it is Readonly<Record<string, unknown>> => typeof it === 'object' && it !== null

const isMakeWorker = (it: unknown): it is MakeWorker =>
  isObject(it) &&
  it['type'] === 'make worker' &&
  it['script'] instanceof Blob &&
  (it['given'] === null || (it['given'] instanceof Map && [...it['given'].values()].every((file) => file instanceof Blob)))

const isToSandbox = (it: unknown): it is ToSandbox => isObject(it) && (it['type'] === 'terminate' || it['type'] === 'post')

let given: GivenFiles | null = null
/** What the first worker has made of them. Compiled code cannot leave this frame. */
let files: EngineFiles | null = null

function make(script: Blob, port: MessagePort): void {
  const say = (message: FromSandbox) => port.postMessage(message)
  const address = URL.createObjectURL(script)
  const worker = new Worker(address)
  /** A program may run in it: what it says then about files is not believed. */
  let isReady = false
  worker.onmessage = ({ data: message }) => {
    URL.revokeObjectURL(address)
    const type = isObject(message) ? message['type'] : undefined
    if (type === 'files' && !isReady) {
      files ??= message.files
      given = null
      return
    }
    isReady ||= type === 'ready'
    say({ type: 'message', message })
  }
  worker.onmessageerror = () => say({ type: 'error', message: 'The frame received an answer it could not read.' })
  worker.onerror = (event) => {
    event.preventDefault()
    say({ type: 'error', message: event.message ?? '' })
  }
  port.onmessage = ({ data }) => {
    if (!isToSandbox(data)) return
    if (data.type === 'terminate') {
      worker.terminate()
      port.close()
    } else if (isObject(data.message) && data.message['type'] === 'load')
      worker.postMessage({ ...data.message, interrupts: null, files, ...(files === null && given !== null && { given }) })
    else worker.postMessage(data.message)
  }
}

// Others have nothing to say here
addEventListener('message', ({ source, data, ports: [port] }) => {
  if (source !== parent || !port || !isMakeWorker(data)) return
  given = data.given ?? given
  make(data.script, port)
})
