/** What the page says about a run, in words. Pure. */
import type { LoadProgress } from '../messages/run.ts'
import type { RunState } from './state.ts'

/** Said once per change, so that a screen reader is not flooded: nothing that counts up. */
export function statusText(state: RunState): string {
  switch (state.tag) {
    case 'idle':
      return ''
    case 'loading':
      return 'Getting ready'
    case 'running':
      return state.interrupted ? 'Stopping' : 'Running'
    case 'stopped':
      return 'Stopped'
    case 'failed':
      return `This did not work: ${state.message}`
    case 'done': {
      const { exception, exitStatus, durationMs } = state.result
      const time = seconds(durationMs)
      if (exception && exception.type !== 'SystemExit') return `Ended with ${exception.type} after ${time}`
      return exitStatus === 0 ? `Finished in ${time}` : `Exited with status ${exitStatus} after ${time}`
    }
  }
}

/** Beside the bar; kept out of what is announced. */
export function progressText(progress: LoadProgress | 'queued' | null): string {
  if (!progress) return 'Starting'
  if (progress === 'queued') return 'Waiting until another example has ended'
  if (progress.stage !== 'downloading') return progress.stage.replace(/^s/, 'S')
  return progress.total > 0 ? `Downloading: ${megabytes(progress.loaded)} of ${megabytes(progress.total)} MB` : 'Downloading'
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1)
const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`
