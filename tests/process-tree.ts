/** What the processes that this one has started take, and those that they have started: a browser, for one. Linux alone tells. */
import { readdirSync, readFileSync } from 'node:fs'

interface Process {
  readonly pid: number
  readonly parent: number
  /** Of its own, and of its children that have ended. */
  readonly cpuSeconds: number
}

/** In a second: `getconf CLK_TCK`, which is the same on every Linux. */
const TICKS = 100

/** A process may end while it is looked at. */
function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

function processes(): Process[] {
  return readdirSync('/proc').flatMap((name) => {
    const stat = /^\d+$/.test(name) ? read(`/proc/${name}/stat`) : null
    if (stat === null) return []
    // After the name, which may hold anything: state, parent, and from the twelfth on the times (proc_pid_stat(5))
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
    return [{ pid: Number(name), parent: Number(fields[1]), cpuSeconds: ticks / TICKS }]
  })
}

function descendants(): Process[] {
  const all = processes()
  const below = (parent: number): Process[] =>
    all.filter((process) => process.parent === parent).flatMap((child) => [child, ...below(child.pid)])
  return below(process.pid)
}

export const isKnown = process.platform === 'linux'

/** Since they were started. */
export const cpuSeconds = (): number => descendants().reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0)

/** Bytes of memory that are each one process's alone. */
export function privateBytes(): number {
  const kilobytes = descendants().flatMap(({ pid }) =>
    [...(read(`/proc/${pid}/smaps_rollup`) ?? '').matchAll(/^Private_\w+: +(\d+) kB$/gm)].map(([, size]) => Number(size)),
  )
  return kilobytes.reduce((sum, size) => sum + size, 0) * 1024
}
