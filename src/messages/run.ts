/** The messages between page and worker: types only. A message about a run has that run's number. A worker takes one run; its server may be there for longer. */
import type { RunEvent } from './event.ts'

/** How time passes: `real`; `slow`, at a fifth of that, to watch; or `fast`, which goes straight through sleeps and waits. */
export type ClockName = 'real' | 'slow' | 'fast'

export interface RunRequest {
  /** The reader's program. */
  readonly code: string
  /** The name tracebacks show. */
  readonly fileName: string
  /** SQL that the superuser runs in the database `lab` before the program starts, or null. */
  readonly setup: string | null
  readonly clock: ClockName
  /** What else is in the folder that the program is in, by name: modules and data. */
  readonly files?: ReadonlyMap<string, string>
  /** Wheels that are installed before, by name. Pure Python. */
  readonly wheels?: ReadonlyMap<string, Blob>
  /** A program that judges the run: it is run afterwards, with the server as the reader's program has left it (see runtime/attempt.py). */
  readonly check?: string
}

/** What a check says: `wrong` in words for the reader; `broken` if the check itself has failed, and says nothing about the program. */
export type Judgement =
  | { readonly tag: 'passed' }
  | { readonly tag: 'wrong'; readonly words: string }
  | { readonly tag: 'broken'; readonly words: string }

/** How a program ended. A failing program is a result; only a broken engine is a failure. */
export interface RunResult extends RunEnd {
  readonly events: readonly RunEvent[]
}

/** Without the events, which the page has been told as they came. */
export interface RunEnd {
  readonly stdout: string
  readonly stderr: string
  /** The exception that ended the program: its name with its module (but for `builtins`), and `str(e)`; null if none did. */
  readonly exception: { readonly type: string; readonly message: string } | null
  readonly exitStatus: number
  readonly durationMs: number
  /** Null: all that happened is among the events. */
  readonly leftOut: LeftOut | null
  /** If there was a check, and nobody has interrupted it or the program. */
  readonly judgement?: Judgement
}

/** What is not among the events of a run, as there were too many. */
export interface LeftOut {
  /** Since when, in milliseconds since the run began. */
  readonly at: number
  readonly events: number
  /** The program's calls are no longer followed: how many there were nobody knows. */
  readonly calls: boolean
}

/**
 * What engines are made from, in a form that a page can keep for the workers to come: nothing in it can be changed, and all workers share
 * one copy.
 */
export interface EngineFiles {
  /** The address of the folder that they are from. */
  readonly folder: string
  /** Decompressed, by name. */
  readonly blobs: ReadonlyMap<string, Blob>
  /** Compiled, by name. Code that one engine has had compiled need not be compiled for the next. */
  readonly modules: ReadonlyMap<string, WebAssembly.Module>
}

/** The engine's files as they travel, by name: for a worker that can fetch nothing. */
export type GivenFiles = ReadonlyMap<string, Blob>

/** About a connection of the page's own to the server, by a number that the page gives it. */
export type ClientMessage =
  /** `isHidden`: nothing of it is told as an event. */
  | { readonly type: 'connect'; readonly connection: number; readonly isHidden: boolean }
  | { readonly type: 'send'; readonly connection: number; readonly bytes: Uint8Array }
  /** Asks for one piece of what the server sends, so that a page that is busy is not flooded. */
  | { readonly type: 'receive'; readonly connection: number }
  | { readonly type: 'disconnect'; readonly connection: number }

export type ServerMessage =
  | { readonly type: 'received'; readonly connection: number; readonly bytes: Uint8Array }
  /** The server has ended it; or it has never been there. */
  | { readonly type: 'disconnected'; readonly connection: number }

/**
 * What happens to a program's connections: they are dropped; nothing passes (`stall`) until it flows again; new ones are refused until they
 * are accepted again; the server is shut down and started.
 */
export type Fault = 'drop' | 'stall' | 'flow' | 'refuse' | 'accept' | 'restart'

export type PageMessage =
  | ClientMessage
  | { readonly type: 'fault'; readonly fault: Fault }
  /**
   * `interrupts`, where memory may be shared with the page: its first element counts the requests to stop (see `InterruptBuffer`). `files`:
   * what a worker before has downloaded. `given`: what the page has downloaded, for a worker that cannot.
   */
  | { readonly type: 'load'; readonly interrupts: Int32Array | null; readonly files: EngineFiles | null; readonly given?: GivenFiles }
  | { readonly type: 'run'; readonly run: number; readonly request: RunRequest }
  /** As Ctrl+C: cancels statements, and raises KeyboardInterrupt in the program. */
  | { readonly type: 'interrupt'; readonly run: number }

/** `loaded` and `total` are bytes of all downloads, as they travel. */
export interface LoadProgress {
  readonly stage: 'downloading' | 'starting PostgreSQL' | 'starting Python'
  readonly loaded: number
  readonly total: number
}

export type WorkerMessage =
  | ServerMessage
  | { readonly type: 'progress'; readonly progress: LoadProgress }
  /** What has been downloaded. Comes before `ready`, and so before any program runs here. */
  | { readonly type: 'files'; readonly files: EngineFiles }
  /** `interruptible`: it receives `interrupt` while a program runs, or looks at `interrupts`. */
  | { readonly type: 'ready'; readonly interruptible: boolean }
  /** The engine could not be loaded, or broke; the worker is of no further use. */
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'started'; readonly run: number }
  | { readonly type: 'output'; readonly run: number; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  /** This line of the reader's program is executed next. */
  | { readonly type: 'line'; readonly run: number; readonly line: number }
  | { readonly type: 'event'; readonly run: number; readonly event: RunEvent }
  /** Events have been left out: so many until now. */
  | { readonly type: 'left-out'; readonly run: number; readonly leftOut: LeftOut }
  /** The last message. */
  | { readonly type: 'done'; readonly run: number; readonly end: RunEnd }
