/** What happened, in sentences: the timeline for those who do not see it. Pure. */
import type { RunEvent } from '../messages/event.ts'
import { duration } from './duration.ts'
import { callLabel, reportText } from './words.ts'

const AT_MOST = 150

/** How a session ends that reports nothing. */
const ENDS = { terminate: ', as the program asked', fatal: '', crash: ', as the server has crashed', reset: '' }

export interface Sentence {
  readonly at: number
  readonly text: string
}

/** What each event means, in a sentence; null where there is nothing to say of it. */
export function descriptionsOf(events: readonly RunEvent[]): (string | null)[] {
  const calls = new Map<number, { readonly label: string; readonly at: number }>()
  return events.map((event) => {
    if (event.kind === 'call') calls.set(event.call, { label: callLabel(event), at: event.at })
    const text = sentence(event, calls)
    if (event.kind === 'return') calls.delete(event.call)
    return text
  })
}

/** The story without the output, which is beside it. `left` is how many sentences were left out at the end. */
export function sentencesOf(events: readonly RunEvent[]): { readonly sentences: readonly Sentence[]; readonly left: number } {
  const told = events.filter(({ kind }) => kind !== 'output')
  const all = descriptionsOf(told).flatMap((text, index) => (text === null ? [] : [{ at: told[index]!.at, text }]))
  return { sentences: all.slice(0, AT_MOST), left: Math.max(0, all.length - AT_MOST) }
}

function sentence(event: RunEvent, calls: ReadonlyMap<number, { readonly label: string; readonly at: number }>): string | null {
  switch (event.kind) {
    case 'call':
      return `${event.thread ?? 'The program'} calls ${callLabel(event)}.`
    case 'return': {
      const call = calls.get(event.call)
      if (!call) return null
      const took = event.at - call.at
      if (event.raised !== null) return `${call.label} raises ${event.raised}${took > 0 ? ` after ${duration(took)}` : ''}.`
      return took >= 1 ? `${call.label} returns after ${duration(took)}.` : null
    }
    case 'exception':
      return `${event.thread ?? 'The program'} raises ${event.type} in line ${event.line}.`
    case 'output':
      return `${event.thread ?? 'The program'} ${event.stream === 'stdout' ? 'prints' : 'writes to standard error'}.`
    case 'session-opened':
      return `Session ${event.session} opens: user ${event.user}, database ${event.database}.`
    case 'session-closed':
      return event.report
        ? `Session ${event.session} ends with ${reportText(event.report)}.`
        : `Session ${event.session} ends${ENDS[event.reason]}.`
    case 'session-state':
      return `Session ${event.session} is ${event.state}.`
    case 'report':
      return `Session ${event.session} reports ${reportText(event.report)}.`
    case 'timer-armed':
      return `Session ${event.session} arms ${event.timer}: ${duration(Math.round(event.due - event.since))}.`
    case 'timer-fired':
      return `Session ${event.session}: ${event.timer} fires.`
    case 'timer-disarmed':
      return `Session ${event.session} disarms ${event.timer}.`
    case 'wait-began':
      return event.on === 'lock' ? `Session ${event.session} waits for a lock${blockers(event.blockers)}.` : null
    default:
      return null
  }
}

const blockers = (pids: readonly number[]) => (pids.length === 0 ? '' : ` held by session ${pids.join(', ')}`)
