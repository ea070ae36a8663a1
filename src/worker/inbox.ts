/** Receives the page's messages: checks their shape, takes one run, and drops an interrupt that comes before it or after its end. */
import { isObject } from '../messages/is-object.ts'
import type { ClientMessage, EngineFiles, Fault, GivenFiles, PageMessage, RunRequest } from '../messages/run.ts'

export interface Recipient {
  load(interrupts: Int32Array | null, files: EngineFiles | null, given: GivenFiles | null): void
  /** Resolves when it is over. */
  run(run: number, request: RunRequest): Promise<void>
  interrupt(): void
  client(message: ClientMessage): void
  fault(fault: Fault): void
}

const isFiles = (it: unknown): it is EngineFiles =>
  isObject(it) && typeof it['folder'] === 'string' && it['blobs'] instanceof Map && it['modules'] instanceof Map

const isTexts = (it: unknown): boolean =>
  it instanceof Map && [...it].every(([name, text]) => typeof name === 'string' && typeof text === 'string')

const isBlobs = (it: unknown): boolean =>
  it instanceof Map && [...it].every(([name, blob]) => typeof name === 'string' && blob instanceof Blob)

const isRequest = (it: unknown): it is RunRequest =>
  isObject(it) &&
  typeof it['code'] === 'string' &&
  typeof it['fileName'] === 'string' &&
  (it['setup'] === null || typeof it['setup'] === 'string') &&
  (it['clock'] === 'real' || it['clock'] === 'slow' || it['clock'] === 'fast') &&
  (it['check'] === undefined || typeof it['check'] === 'string') &&
  (it['files'] === undefined || isTexts(it['files'])) &&
  (it['wheels'] === undefined || isBlobs(it['wheels']))

const FAULTS = new Set<unknown>(['drop', 'stall', 'flow', 'refuse', 'accept', 'restart'] satisfies Fault[])

const CLIENT = new Set<unknown>(['connect', 'send', 'receive', 'disconnect'])

const isClientMessage = (it: Readonly<Record<string, unknown>>): boolean =>
  CLIENT.has(it['type']) &&
  Number.isInteger(it['connection']) &&
  (it['type'] !== 'connect' || typeof it['isHidden'] === 'boolean') &&
  (it['type'] !== 'send' || it['bytes'] instanceof Uint8Array)

const isAboutClient = (message: PageMessage): message is ClientMessage => CLIENT.has(message.type)

export function isPageMessage(it: unknown): it is PageMessage {
  if (!isObject(it)) return false
  if (it['type'] === 'load')
    return (
      (it['interrupts'] === null || it['interrupts'] instanceof Int32Array) &&
      (it['files'] === null || isFiles(it['files'])) &&
      (it['given'] === undefined || isBlobs(it['given']))
    )
  if (it['type'] === 'run') return Number.isInteger(it['run']) && isRequest(it['request'])
  if (isClientMessage(it)) return true
  if (it['type'] === 'fault') return FAULTS.has(it['fault'])
  return it['type'] === 'interrupt' && Number.isInteger(it['run'])
}

export class Inbox {
  readonly #recipient: Recipient
  /** The one that was sent. */
  #run: number | null = null
  #isOver = false

  constructor(recipient: Recipient) {
    this.#recipient = recipient
  }

  /** Throws for what no page sends. */
  receive(message: unknown): void {
    if (!isPageMessage(message)) throw new Error('The worker was sent something that is not a message of its page.')
    if (isAboutClient(message)) this.#recipient.client(message)
    else if (message.type === 'fault') this.#recipient.fault(message.fault)
    else if (message.type === 'load') this.#recipient.load(message.interrupts, message.files, message.given ?? null)
    else if (message.type === 'interrupt') {
      if (message.run === this.#run && !this.#isOver) this.#recipient.interrupt()
    } else {
      if (this.#run !== null) throw new Error(`Run ${message.run} was sent to the worker of run ${this.#run}.`)
      this.#run = message.run
      const over = () => {
        this.#isOver = true
      }
      this.#recipient.run(message.run, message.request).then(over, over)
    }
  }
}
