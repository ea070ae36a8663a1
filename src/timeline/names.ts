/** What sessions are called. Pure. */
import type { SessionTrack } from './tracks.ts'

/**
 * As the program calls its connection: by `application_name`, or by its variable. Beside it the number, which PostgreSQL and the texts name,
 * and the threads that use it, if another than the main one does.
 */
export function sessionName({ pid, applicationName, names, threads }: Pick<SessionTrack, 'pid' | 'applicationName' | 'names' | 'threads'>) {
  const name = applicationName || [...names][0]
  const others = [...threads].some((thread) => thread !== '') ? [...threads].map((thread) => thread || 'main thread') : []
  const number = name === undefined ? [] : [`session ${pid}`]
  return { name: name ?? `Session ${pid}`, detail: [...number, ...others].join(', ') }
}
