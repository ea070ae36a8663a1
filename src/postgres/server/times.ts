/** Where a server that has just started holds the time of its start, and how that is set to another. Times are milliseconds since 1970. */

/** Microseconds since 2000, as timestamps are; seconds since 1970, as in C. */
export type Unit = 'timestamp' | 'time_t'

const TIMESTAMP_EPOCH = Date.UTC(2000, 0, 1)

const VALUES: Readonly<Record<Unit, (time: number) => bigint>> = {
  timestamp: (time) => BigInt(Math.round((time - TIMESTAMP_EPOCH) * 1000)),
  time_t: (time) => BigInt(Math.floor(time / 1000)),
}

const SIZE = 8

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length)

/** By the units of variables of 64 bits, which begin at multiples of 8. */
export const CLOCKS = (['timestamp', 'time_t'] as const).map((unit) => ({
  unit,
  /** The offsets at which `bytes` hold exactly this time. */
  find(bytes: Uint8Array, time: number): number[] {
    const value = VALUES[unit](time)
    const found: number[] = []
    for (let at = 0; at + SIZE <= bytes.length; at += SIZE) if (view(bytes).getBigInt64(at, true) === value) found.push(at)
    return found
  },
  set(bytes: Uint8Array, at: number, now: number): void {
    view(bytes).setBigInt64(at, VALUES[unit](now), true)
  },
}))

const CONTROL_FILE = 'global/pg_control'
/** ControlFileData, as in pg_control.h: when it was last written, and a checksum of all that is before that. */
const CONTROL = { time: 24, crc: 292 }
/** Its third line is when the server was started, in seconds. */
const LOCK_FILE = 'postmaster.pid'

/** The file as a server writes it that starts at `now`, and not at `time`. */
export function retimeFile(path: string, contents: Uint8Array, time: number, now: number): Uint8Array {
  if (path === LOCK_FILE) {
    const text = new TextDecoder().decode(contents)
    return new TextEncoder().encode(text.replace(`\n${VALUES.time_t(time)}\n`, `\n${VALUES.time_t(now)}\n`))
  }
  if (path !== CONTROL_FILE) return contents
  const changed = contents.slice()
  const fields = view(changed)
  if (fields.getUint32(CONTROL.crc, true) !== crc32c(changed.subarray(0, CONTROL.crc)))
    throw new Error('pg_control is not as in PostgreSQL 18: its checksum is elsewhere.')
  fields.setBigInt64(CONTROL.time, VALUES.time_t(now), true)
  fields.setUint32(CONTROL.crc, crc32c(changed.subarray(0, CONTROL.crc)), true)
  return changed
}

/** CRC-32C, bit by bit: it is for some hundred bytes. */
function crc32c(bytes: Uint8Array): number {
  let crc = -1
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0)
  }
  return ~crc >>> 0
}
