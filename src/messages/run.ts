/** The words that the page and its worker exchange: types only. A message about a run carries that run's number, so late ones can be dropped. */
import type { LabEvent } from './event.ts'

/** How time passes for sleeps and waits: `real`, or `fast` (straight to the next event). Work on the processor always takes the time it takes. */
export type ClockName = 'real' | 'fast'

export interface RunRequest {
  /** The reader's program. */
  readonly code: string
  /** The name tracebacks show. */
  readonly fileName: string
  /** SQL that a superuser runs in the database `lab` before the program starts, or null. */
  readonly setup: string | null
  readonly clock: ClockName
}

/** How a program ended. A failing program is a result; only a broken engine is a failure. */
export interface RunResult {
  readonly stdout: string
  readonly stderr: string
  /** The exception that ended the program, as `type(e).__module__ + '.' + type(e).__qualname__` (no `builtins.`) and `str(e)`; null if none did. */
  readonly exception: { readonly type: string; readonly message: string } | null
  readonly exitStatus: number
  readonly events: readonly LabEvent[]
  readonly durationMs: number
}

export type PageMessage =
  /** `interrupts`, where memory may be shared with the page: its first element counts the requests to stop, for a worker that cannot hear. */
  | { readonly type: 'load'; readonly interrupts: Int32Array | null }
  | { readonly type: 'run'; readonly run: number; readonly request: RunRequest }
  /** The program is interrupted as by Ctrl+C: its statements are cancelled, and KeyboardInterrupt is raised in it. */
  | { readonly type: 'interrupt'; readonly run: number }

/** What is being fetched or started; `loaded` and `total` are bytes over all downloads, as they travel. */
export interface LoadProgress {
  readonly stage: 'downloading' | 'starting PostgreSQL' | 'starting Python'
  readonly loaded: number
  readonly total: number
}

export type WorkerMessage =
  | { readonly type: 'progress'; readonly progress: LoadProgress }
  /** `interruptible`: it hears `interrupt` while a program runs, or sees `interrupts`. */
  | { readonly type: 'ready'; readonly interruptible: boolean }
  /** The engine could not be loaded, or broke; the worker is of no further use. */
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'started'; readonly run: number }
  | { readonly type: 'output'; readonly run: number; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  /** The line of the reader's program that is being executed. */
  | { readonly type: 'line'; readonly run: number; readonly line: number }
  | { readonly type: 'event'; readonly run: number; readonly event: LabEvent }
  /** `ready` follows once the server is back at its pristine state. */
  | { readonly type: 'done'; readonly run: number; readonly result: RunResult }
