/** Where a run is: a tagged union and the pure function that changes it. */
import type { LoadProgress, RunResult, WorkerMessage } from '../messages/run.ts'

/** How a run ended, as `run()` resolves. After Stop: what there was until then. */
export type RunOutcome = Pick<RunResult, 'stdout' | 'stderr' | 'exception' | 'events' | 'durationMs' | 'judgement'>

export type RunState =
  | { readonly tag: 'idle' }
  | { readonly tag: 'loading'; readonly run: number; readonly progress: LoadProgress | 'queued' | null }
  | { readonly tag: 'running'; readonly run: number; readonly line: number | null; readonly interrupted: boolean }
  | { readonly tag: 'done'; readonly run: number; readonly result: RunResult }
  | { readonly tag: 'failed'; readonly run: number; readonly message: string }
  /** With a result if the program ended by itself when it was interrupted. */
  | { readonly tag: 'stopped'; readonly run: number; readonly result: RunResult | null }

export type Action =
  | { readonly type: 'run'; readonly run: number }
  | { readonly type: 'interrupt' }
  | { readonly type: 'stop' }
  | { readonly type: 'reset' }
  | { readonly type: 'progress'; readonly run: number; readonly progress: LoadProgress | 'queued' | null }
  | { readonly type: 'failed'; readonly run: number; readonly message: string }
  | { readonly type: 'done'; readonly run: number; readonly result: RunResult }
  | Extract<WorkerMessage, { readonly type: 'started' | 'line' }>

export const idle: RunState = { tag: 'idle' }

export const isBusy = (state: RunState) => state.tag === 'loading' || state.tag === 'running'

/** Gives back the same object if the action changes nothing: what comes late, from a run that is over, is dropped. */
export function reduce(state: RunState, action: Action): RunState {
  if (action.type === 'reset') return state.tag === 'idle' ? state : idle
  if (action.type === 'run') return isBusy(state) ? state : { tag: 'loading', run: action.run, progress: null }
  if (state.tag !== 'loading' && state.tag !== 'running') return state
  if (action.type === 'stop') return { tag: 'stopped', run: state.run, result: null }
  if (action.type === 'interrupt') return state.tag === 'running' ? { ...state, interrupted: true } : state
  if (action.run !== state.run) return state
  switch (action.type) {
    case 'progress':
      return state.tag === 'loading' ? { ...state, progress: action.progress } : state
    case 'started':
      return state.tag === 'loading' ? { tag: 'running', run: state.run, line: null, interrupted: false } : state
    case 'line':
      return state.tag === 'running' && state.line !== action.line ? { ...state, line: action.line } : state
    case 'done':
      return state.tag === 'running' ? { tag: state.interrupted ? 'stopped' : 'done', run: state.run, result: action.result } : state
    case 'failed':
      return { tag: 'failed', run: state.run, message: action.message }
  }
}
