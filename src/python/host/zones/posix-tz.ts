/**
 * Rules such as `CET-1CEST,M3.5.0,M10.5.0/3`, which the variable TZ may hold and zone files end with (POSIX, "Other Environment
 * Variables"; RFC 8536, section 3.3.1).
 */

/** What is in force in a zone for some time. */
export interface LocalType {
  /** Seconds east of UTC. */
  readonly offset: number
  readonly isDst: boolean
  readonly abbreviation: string
}

/** Of seconds since 1970. */
export type Rule = (seconds: number) => LocalType

const NAME = '<[A-Za-z0-9+-]+>|[A-Za-z]{3,}'
const TIME = String.raw`[+-]?\d{1,3}(?::\d{1,2}(?::\d{1,2})?)?`
const DAY = String.raw`(?:J\d{1,3}|\d{1,3}|M\d{1,2}\.[1-5]\.[0-6])(?:/${TIME})?`
const TZ = new RegExp(`^(${NAME})(${TIME})(?:(${NAME})(${TIME})?(?:,(${DAY}),(${DAY}))?)?$`)
/** If there is summer time and no rule says when: as in the United States, which is what glibc assumes. */
const DEFAULT_RULES = ['M3.2.0', 'M11.1.0'] as const

const DAY_SECONDS = 86400

/** undefined if `text` is no such rule. */
export function parsePosixTz(text: string): Rule | undefined {
  const parts = TZ.exec(text)
  if (!parts) return undefined
  const [, name = '', offset = '', summerName, summerOffset, start = DEFAULT_RULES[0], end = DEFAULT_RULES[1]] = parts
  // Offsets are positive west of Greenwich
  const standard: LocalType = { offset: -seconds(offset), isDst: false, abbreviation: unquoted(name) }
  if (summerName === undefined) return () => standard
  const summer: LocalType = {
    offset: summerOffset === undefined ? standard.offset + 3600 : -seconds(summerOffset),
    isDst: true,
    abbreviation: unquoted(summerName),
  }
  return (at) => {
    const year = new Date((at + standard.offset) * 1000).getUTCFullYear()
    const begins = momentOf(start, year) - standard.offset
    const ends = momentOf(end, year) - summer.offset
    const isSummer = begins < ends ? at >= begins && at < ends : at >= begins || at < ends
    return isSummer ? summer : standard
  }
}

const unquoted = (name: string) => name.replace(/^<|>$/g, '')

/** `-1:30` is 5400 seconds before. */
function seconds(time: string): number {
  const [hours = 0, minutes = 0, rest = 0] = time.replace(/^[+-]/, '').split(':').map(Number)
  return (time.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60 + rest)
}

/** When the day of a rule such as `M3.5.0/2` begins in a year, in seconds since 1970 of local time. */
function momentOf(day: string, year: number): number {
  const [date = '', time = '2'] = day.split('/')
  return dayOf(date, year) * DAY_SECONDS + seconds(time)
}

/** In days since 1970. */
function dayOf(date: string, year: number): number {
  const first = daysSince1970(year, 0)
  if (date.startsWith('M')) {
    const [month = 1, week = 1, weekday = 0] = date.slice(1).split('.').map(Number)
    const monthBegins = daysSince1970(year, month - 1)
    // 1970 began on a Thursday
    const found = monthBegins + ((weekday - ((monthBegins + 4) % 7) + 7) % 7) + (week - 1) * 7
    return found < daysSince1970(year, month) ? found : found - 7
  }
  if (!date.startsWith('J')) return first + Number(date)
  // `J60` is always the first of March
  const isLeap = daysSince1970(year, 2) - first === 60
  const number = Number(date.slice(1))
  return first + number - 1 + (isLeap && number > 59 ? 1 : 0)
}

/** Of the first day of a month, which is counted from 0. */
const daysSince1970 = (year: number, month: number) => new Date(0).setUTCFullYear(year, month, 1) / 1000 / DAY_SECONDS
