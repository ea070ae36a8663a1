/** Opening, closing and switching between sessions, and what a thousand of them leave behind. */
import { Postmaster } from '../../src/postgres/server/postmaster.ts'
import type { Session } from '../../src/postgres/server/session.ts'
import { encodeFrontend } from '../../src/wire/encode.ts'
import { watched } from './footprint.ts'
import type { SessionsResult } from './results.ts'
import { openSession, ourParts, queryMessage, runOurs } from './servers.ts'
import { median, rounded, summary } from './statistics.ts'

const WARM_UP = 30
const RUNS = 200
const CHURN = 1000

const terminate = encodeFrontend({ type: 'Terminate' })
const select = queryMessage('select 1')
/** Sorts in a temporary file. Writes nothing that stays, as a table would: nobody vacuums catalogs here. */
const spilling = queryMessage(
  "set work_mem = '64kB'; select count(*) from (select md5(i::text) as key from generate_series(1, 3000) i order by key offset 1) t",
)

export async function measureSessions(log: (line: string) => void): Promise<SessionsResult> {
  const { parts, footprint } = watched(await ourParts())
  const postmaster = await Postmaster.start(parts)
  const opening = measureOpening(postmaster)
  log('opened and closed')
  const switching = measureSwitching(postmaster)
  log('switched')
  // As many at once as the churn has, so that what they keep for the next ones is there
  for (let i = 0; i < WARM_UP; i++) churn(postmaster, i)
  const before = await footprint()
  for (let i = 0; i < CHURN; i++) churn(postmaster, i)
  const after = await footprint()
  return { ...opening, ...switching, churn: { sessions: CHURN, before, after } }
}

function measureOpening(postmaster: Postmaster): Pick<SessionsResult, 'open' | 'close'> {
  const open: number[] = []
  const close: number[] = []
  for (let run = -WARM_UP; run < RUNS; run++) {
    const began = performance.now()
    const session = openSession(postmaster)
    const opened = performance.now()
    postmaster.execute(session, terminate)
    const closed = performance.now()
    if (run < 0) continue
    open.push(opened - began)
    close.push(closed - opened)
  }
  return { open: summary(open), close: summary(close) }
}

/** The same query twice in one session and in another each time: the difference is a switch. */
function measureSwitching(postmaster: Postmaster): Pick<SessionsResult, 'same' | 'alternating' | 'switch'> {
  const [a, b] = [openSession(postmaster), openSession(postmaster)]
  const timed = (session: Session) => {
    const began = performance.now()
    runOurs(postmaster, session, select)
    return performance.now() - began
  }
  const same: number[] = []
  const alternating: number[] = []
  for (let run = -WARM_UP; run < RUNS; run++)
    for (const session of [a, b]) {
      const switched = timed(session)
      const stayed = timed(session)
      if (run < 0) continue
      alternating.push(switched)
      same.push(stayed)
    }
  for (const session of [a, b]) postmaster.execute(session, terminate)
  const cost = median(alternating.map((switched, i) => switched - same[i]!))
  return { same: rounded(median(same)), alternating: rounded(median(alternating)), switch: rounded(cost) }
}

/** A session that works a little and ends in one of the ways that sessions end. */
function churn(postmaster: Postmaster, turn: number): void {
  const session = openSession(postmaster)
  runOurs(postmaster, session, spilling)
  if (turn % 3 === 0) postmaster.execute(session, terminate)
  else if (turn % 3 === 1) postmaster.disconnect(session)
  else postmaster.execute(session, queryMessage('select pg_terminate_backend(pg_backend_pid())'))
  if (session.process.alive) throw new Error('A session outlived its end.')
}
