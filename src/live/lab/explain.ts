/** What there is to say of an exception: what it is, what it leaves, what works next; with what `/errors/` knows, which is fetched once. */
import { entriesOf, type KnownErrors } from '../../errors/known.ts'
import type { Card } from '../../timeline/card.ts'
import type { SessionMoment } from '../../timeline/moment.ts'
import { truthsOf } from '../../timeline/truths.ts'

export interface Explanation {
  readonly rows: Card['rows']
  readonly links: readonly { readonly address: string; readonly text: string }[]
}

/** Null until it has come; it stays so where it cannot be had. */
let known: KnownErrors | null = null
let asked: Promise<void> | null = null

/** `errors` is the address of `/errors/`. */
export function fetchKnown(errors: string): Promise<void> {
  asked ??= fetch(`${errors}entries.json`)
    .then(async (response) => {
      known = response.ok ? await response.json() : null
    })
    .catch(() => {
      asked = null
    })
  return asked
}

/** Whether psycopg2 has defined its class, or it is of one that a program has made of these. */
export const isOfDriver = ({ type, bases }: NonNullable<Card['error']>) => [type, ...bases].includes('Error') || type === 'Warning'

/** `session` is its connection's, as it is after the exception, if it has one. */
export function explain(error: NonNullable<Card['error']>, session: SessionMoment | undefined, errors: string): Explanation {
  const { type, bases, sqlstate, message, said, diag } = error
  // The text says what was met; the connection often says why
  const entries = known ? entriesOf(known, [message, said ?? ''], sqlstate) : []
  const family = sqlstate && known?.families[sqlstate.slice(0, 2)]
  const truths = (session && truthsOf(session)) ?? []
  const rows: [string, string][] = [['Class', [type, ...bases].join(' ← ')]]
  if (sqlstate) rows.push(['SQLSTATE', family ? `${sqlstate}, ${family}` : sqlstate])
  rows.push(['Text', message.trim()])
  if (truths.length > 0) rows.push(['Leaves', truths.map(({ asked, value, name }) => `${asked} ${value} ${name}`).join(', ')])
  const next = entries[0]?.next ?? nextOf(session)
  if (next) rows.push(['Next', next])
  for (const [name, value] of Object.entries(diag)) rows.push([`diag.${name}`, value])
  if (said?.trim()) rows.push(['info.error_message', said.trim()])
  const links = entries.map(({ slug, title }) => ({ address: `${errors}${slug}/`, text: `More of it: ${title}` }))
  return { rows, links }
}

/** Where there is no entry, its state says what works. */
function nextOf(session: SessionMoment | undefined): string | null {
  const client = session?.client
  if (!client) return null
  if (client.closed !== 0) return 'Every call on this connection raises InterfaceError. Open another one.'
  if (client.transaction === 3)
    return 'rollback(), or a return to a savepoint. Until then every statement raises InFailedSqlTransaction (25P02).'
  return 'The connection is as usable as before.'
}
