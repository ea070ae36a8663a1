/**
 * C's local time: `localtime`, `mktime` and `tzset` ask the host. Emscripten answers for the zone of the reader's browser, and with names
 * such as `UTC-0000`. A program has to find what it would find on the server's machine: UTC, or what the variable TZ says.
 */
import type { PyodideAPI } from 'pyodide'
import { type CreateModule, type Internals, internalsOf, withImports } from '../internals.ts'
import type { LocalType } from './posix-tz.ts'
import { UTC, type Zone } from './zone.ts'

/** The fields of a `struct tm`, in words. */
const TM = { sec: 0, min: 1, hour: 2, mday: 3, mon: 4, year: 5, wday: 6, yday: 7, isdst: 8, gmtoff: 9 } as const

const DAY = 86400
/** How far to look for a time with another `tm_isdst`: a zone that has both changes within a year. */
const NEAR = 366 * DAY

export class LocalTime {
  zone: Zone = UTC
  readonly #memory: Internals
  /** The addresses of C strings, to which `tm_zone` may point for ever: they are never freed. */
  readonly #names = new Map<string, number>()

  constructor(memory: Internals) {
    this.#memory = memory
  }

  /** In place of Emscripten's functions of these names. */
  readonly imports = {
    _localtime_js: (time: bigint, tm: number): void => this.#write(tm >>> 0, Number(time)),
    _mktime_js: (tm: number): bigint => {
      const seconds = this.#secondsOf(tm >>> 0)
      if (Number.isNaN(seconds)) return -1n
      this.#write(tm >>> 0, seconds)
      return BigInt(seconds)
    },
    // Nobody reads `timezone`, `daylight` and `tzname`: CPython computes its own from local times
    _tzset_js: (timezone: number, daylight: number, standardName: number, summerName: number): void => {
      const { HEAP32, HEAPU8 } = this.#memory
      HEAP32[timezone >>> 2] = 0
      HEAP32[daylight >>> 2] = 0
      for (const name of [standardName, summerName]) HEAPU8.set(encode('UTC'), name >>> 0)
    },
  }

  #write(tm: number, seconds: number): void {
    const type = this.zone(seconds)
    const wall = new Date((seconds + type.offset) * 1000)
    const day = (year: number, month: number, date: number) => new Date(0).setUTCFullYear(year, month, date) / 1000 / DAY
    const year = wall.getUTCFullYear()
    const fields: Record<keyof typeof TM, number> = {
      sec: wall.getUTCSeconds(),
      min: wall.getUTCMinutes(),
      hour: wall.getUTCHours(),
      mday: wall.getUTCDate(),
      mon: wall.getUTCMonth(),
      year: year - 1900,
      wday: wall.getUTCDay(),
      yday: day(year, wall.getUTCMonth(), wall.getUTCDate()) - day(year, 0, 1),
      isdst: Number(type.isDst),
      gmtoff: type.offset,
    }
    for (const name of Object.keys(TM) as (keyof typeof TM)[]) this.#memory.HEAP32[(tm >>> 2) + TM[name]] = fields[name]
    // C's localtime() sets `tm_zone` to this when we return
    const address = this.#nameOf(type)
    this.#memory.HEAP32[(this.#memory.___tzname >>> 2) + Number(type.isDst)] = address
  }

  /** When a clock on the wall shows these fields, which may be out of their ranges; NaN for times beyond JavaScript's dates. */
  #secondsOf(tm: number): number {
    const field = (name: keyof typeof TM) => this.#memory.HEAP32[(tm >>> 2) + TM[name]]!
    const midnight = new Date(0).setUTCFullYear(field('year') + 1900, field('mon'), field('mday')) / 1000
    const wall = midnight + field('hour') * 3600 + field('min') * 60 + field('sec')
    if (Number.isNaN(wall)) return wall
    const wanted = field('isdst')
    const before = this.zone(wall - DAY)
    const after = this.zone(wall + DAY)
    const fitting = [before, after].find(
      (type) => this.zone(wall - type.offset).offset === type.offset && (wanted < 0 || type.isDst === wanted > 0),
    )
    // The clock skips this time, or `tm_isdst` is wrong for it: take the other offset
    if (fitting) return wall - fitting.offset
    if (wanted < 0) return wall - before.offset
    const isDst = wanted > 0
    // As glibc: where the zone has no such time, it is an hour off
    const offset = this.#nearest(wall, isDst)?.offset ?? before.offset + (isDst ? 3600 : -3600)
    return wall - offset
  }

  /** What the zone has nearest to this time, of summer time or of standard time. */
  #nearest(wall: number, isDst: boolean): LocalType | undefined {
    for (let distance = DAY; distance <= NEAR; distance += 7 * DAY)
      for (const at of [wall - distance, wall + distance]) {
        const type = this.zone(at)
        if (type.isDst === isDst) return type
      }
    return undefined
  }

  #nameOf({ abbreviation }: LocalType): number {
    const known = this.#names.get(abbreviation)
    if (known !== undefined) return known
    const bytes = encode(abbreviation)
    const address = this.#memory._malloc(bytes.length)
    this.#memory.HEAPU8.set(bytes, address)
    this.#names.set(abbreviation, address)
    return address
  }
}

const encode = (text: string) => new TextEncoder().encode(`${text}\0`)

/** `createPyodideModule`, so that Python's local time is that of a `LocalTime`. For Pyodide's option of this name. */
export const withLocalTime = (create: CreateModule): CreateModule =>
  withImports(create, (module) => {
    const localTime = new LocalTime(module)
    return { imports: localTime.imports, properties: { localTime } }
  })

/** The one of a Pyodide that was made so. */
export const localTimeOf = (pyodide: PyodideAPI): LocalTime => (internalsOf(pyodide) as Internals & { localTime: LocalTime }).localTime
