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
const IDLE = 15

const terminate = encodeFrontend({ type: 'Terminate' })
const select = queryMessage('select 1')
/** Plans a join of catalogs, and prepares a statement. */
const joining = queryMessage(
  'prepare p as select * from pg_class join pg_namespace n on n.oid = relnamespace where relname = $1; execute p(1)',
)
/** Sorts in a temporary file. Writes nothing that stays, as a table would: nobody vacuums catalogs here. */
const spilling = queryMessage(
  "set work_mem = '64kB'; select count(*) from (select md5(i::text) as key from generate_series(1, 3000) i order by key offset 1) t",
)

export async function measureSessions(log: (line: string) => void): Promise<SessionsResult> {
  const idle = await measureIdleSessions()
  log('idle sessions')
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
  return { ...opening, ...switching, idle, churn: { sessions: CHURN, before, after } }
}

export async function measureIdleSessions(): Promise<SessionsResult['idle']> {
  return { sessions: IDLE, newBytes: await measureIdle(select), usedBytes: await measureIdle(joining) }
}

/** How many bytes each session beyond the first takes up that has executed `work` and is idle. On a server of its own, where all is new. */
async function measureIdle(work: Uint8Array): Promise<number> {
  const { parts, footprint, touched } = watched(await ourParts())
  const postmaster = await Postmaster.start(parts)
  const open = () => {
    const session = openSession(postmaster)
    runOurs(postmaster, session, work)
    return session
  }
  // One after another, at the same addresses: what JavaScript's heap has once is there
  for (let i = 0; i < WARM_UP; i++) postmaster.execute(open(), terminate)
  open()
  const size = async () => {
    const { heapBytes, arrayBufferBytes } = await footprint()
    return heapBytes + arrayBufferBytes + touched()
  }
  const before = await size()
  for (let i = 0; i < IDLE; i++) open()
  return Math.round(((await size()) - before) / IDLE)
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
