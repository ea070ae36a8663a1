/** What the lab explains exceptions with: the entries of `/errors/`, and what SQLSTATEs without one are about. */
import { listedErrors } from '../../components/errors.ts'
import type { KnownErrors } from '../../errors/known.ts'
import { families } from '../../errors/sqlstates.ts'

export const GET = async () => {
  const entries = (await listedErrors()).map(({ slug, title, summary, facts: { texts, sqlstate, sent, leaves, next } }) => ({
    slug,
    title,
    summary,
    texts: texts.map(({ text }) => text),
    sqlstate: sqlstate ?? sent ?? null,
    leaves,
    next,
  }))
  return Response.json({ entries, families } satisfies KnownErrors)
}
