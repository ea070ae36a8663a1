/** The shape of an entry of `/errors/`: what its page says in a table, and what the finder looks for. */
import { z } from 'astro/zod'

const text = (sentence: string) => z.string({ error: sentence }).min(1, { error: sentence })

/** In the order in which the page lists them. */
export const groups = ['limits', 'lost', 'connect', 'transaction', 'conflict', 'use', 'pool', 'around'] as const

export const errorSchema = z.strictObject({
  group: z.enum(groups, { error: `group is one of: ${groups.join(', ')}.` }),
  texts: z
    .array(
      z.strictObject({
        text: text('texts[].text is the message or a part of a line of it; … stands for what differs from case to case.'),
        when: text('texts[].when says which version, or what kind of connection, words it so.').optional(),
      }),
      { error: 'texts lists how the message is worded, the commonest first.' },
    )
    .min(1),
  /** As a traceback names it. */
  raised: text('raised is the name of what is raised, such as psycopg2.errors.QueryCanceled, or says that nothing is.'),
  sqlstate: z
    .string()
    .regex(/^[0-9A-Z]{5}$/, { error: 'sqlstate has five characters: digits and capital letters.' })
    .nullable()
    .describe('What `pgcode` says; null if it says nothing.'),
  /** What the server has sent, if `pgcode` does not tell. */
  sent: z
    .string()
    .regex(/^[0-9A-Z]{5}$/, { error: 'sent has five characters: digits and capital letters.' })
    .optional(),
  leaves: z
    .strictObject(
      {
        closed: z.union([z.literal(0), z.literal(1), z.literal(2)], { error: 'leaves.closed is 0, 1 or 2.' }),
        status: z.int({ error: 'leaves.status is a whole number.' }),
        transaction: z.int({ error: 'leaves.transaction is what get_transaction_status() returns: 0 to 4.' }).min(0).max(4),
      },
      { error: 'leaves is { "closed", "status", "transaction" }, or null where there is no connection.' },
    )
    .nullable(),
  next: text('next says what works now: one or two sentences.'),
  /** Of an entry without an example that raises it. */
  seen: text('seen names the programs and versions with which it was seen.').optional(),
})

export type ErrorFacts = z.infer<typeof errorSchema>
