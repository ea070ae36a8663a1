/** What sessions are called. Pure. */
import type { SessionTrack } from './tracks.ts'

/** By what the program calls its connection; its number, which PostgreSQL and the texts name, stands beside. */
export const sessionName = ({ pid, applicationName }: Pick<SessionTrack, 'pid' | 'applicationName'>) =>
  applicationName === '' ? { name: `Session ${pid}`, detail: '' } : { name: applicationName, detail: `session ${pid}` }
