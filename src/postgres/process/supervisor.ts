/** What processes report to the server that they belong to, and have it do. */
import type { Process } from './process.ts'

export interface Supervisor {
  /** It may have written something for its client. */
  wrote(process: Process): void
  exited(process: Process): void
  crashed(process: Process, why: unknown): void
  timeoutsMayHaveChanged(process: Process): void
  waitBegan(process: Process): void
  waitEnded(process: Process): void
  /** When the first timeout of any session fires. */
  nextTimeout(): number
  /** Makes a checkpoint, in the process that may. */
  checkpoint(): void
  /** The postmaster has received SIGHUP. */
  reload(): void
}
