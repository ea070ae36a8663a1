/**
 * What a page of somebody else and the frame with an example in it say to each other: types only. `type` is the first word of a message that
 * the other end may take for one of ours; each end looks at the rest, and at who has sent it.
 */

export type Theme = 'light' | 'dark' | 'auto'

/** What a run came to, as `run()` resolves. */
export interface EmbeddedResult {
  readonly stdout: string
  readonly stderr: string
  readonly exception: { readonly type: string; readonly message: string } | null
  readonly events: readonly unknown[]
  readonly durationMs: number
}

/** What the frame is to show. */
export type Shown =
  /** One of the site's, by its id. */
  { readonly example: string } | { readonly title: string; readonly code: string; readonly setup: string | null }

export type ToFrame =
  | ({ readonly type: 'psycopg2-example open' } & Shown)
  | { readonly type: 'psycopg2-example theme'; readonly theme: Theme }
  /** `call` comes back with the end. */
  | { readonly type: 'psycopg2-example run'; readonly call: number }
  | { readonly type: 'psycopg2-example stop' }

export type FromFrame =
  /** It listens from now on. */
  | { readonly type: 'psycopg2-example ready' }
  | { readonly type: 'psycopg2-example height'; readonly height: number }
  | { readonly type: 'psycopg2-example code'; readonly code: string }
  | { readonly type: 'psycopg2-example state'; readonly state: string }
  /** A run has ended; `result` is null if the engine broke, and `message` says how. `call` is null if the reader has pressed Run. */
  | {
      readonly type: 'psycopg2-example end'
      readonly call: number | null
      readonly result: EmbeddedResult | null
      readonly message: string
    }
