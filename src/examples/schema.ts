/** The shape of an example's files, each field with the sentence a mistake in it is answered with. */
import { z } from 'astro/zod'
import type { RunEvent } from '../messages/event.ts'
import { exerciseSchema } from './exercise.ts'
import { knobSchema } from './knobs.ts'
import { questionSchema } from './question.ts'

const text = (sentence: string) => z.string({ error: sentence })
const time = (sentence: string) => z.number({ error: sentence }).nonnegative({ error: sentence })

/** What real psycopg2 and real PostgreSQL printed. */
export const expectedSchema = z.strictObject({
  stdout: text('stdout is what the program printed: a string.'),
  stderr: text('stderr is what the program wrote to standard error, the traceback among it: a string.'),
  exception: z
    .strictObject(
      {
        type: text("exception.type is the exception's full name, such as psycopg2.errors.QueryCanceled: a string."),
        message: text('exception.message is str() of the exception: a string.'),
      },
      { error: 'exception is the exception that ended the program, { "type", "message" }, or null.' },
    )
    .nullable(),
  exitStatus: z.int({ error: 'exitStatus is what the program exited with: a whole number, 0 if all went well.' }),
})

export type Expected = z.infer<typeof expectedSchema>

const at = { at: time('at is when it happened, in milliseconds since the run began: a number not below 0.') }
const session = { session: z.int({ error: "session is the backend's pid: a whole number." }) }
const call = { call: z.int({ error: 'call is the number that joins a call to its return: a whole number.' }) }
const summary = { summary: text('summary says in one line what the message is: a string.') }
const timer = {
  timer: z.enum(
    [
      'statement_timeout',
      'lock_timeout',
      'idle_in_transaction_session_timeout',
      'idle_session_timeout',
      'transaction_timeout',
      'deadlock_timeout',
    ],
    { error: 'timer is the name of the setting, such as statement_timeout.' },
  ),
}
const report = z.strictObject(
  {
    severity: text('report.severity is ERROR, FATAL, NOTICE, …: a string.'),
    sqlstate: text('report.sqlstate is the five-character code: a string.'),
    message: text("report.message is PostgreSQL's primary message: a string."),
  },
  { error: 'report is { "severity", "sqlstate", "message" }.' },
)
const error = z.strictObject(
  {
    bases: z.array(text('error.bases are the classes above its own: strings.')),
    sqlstate: text('error.sqlstate is pgcode: a string or null.').nullable(),
    message: text('error.message is the text of the exception: a string.'),
    said: text('error.said is what conn.info.error_message holds: a string or null.').nullable(),
    diag: z.record(z.string(), text('error.diag has the fields of diag: strings.')),
  },
  { error: 'error is { "bases", "sqlstate", "message", "said", "diag" }.' },
)
const states = ['active', 'idle', 'idle in transaction', 'idle in transaction (aborted)'] as const

export const eventSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      ...at,
      ...call,
      kind: z.literal('call'),
      function: text("function is the called function's name: a string."),
      text: text('text is what the call is about, such as the SQL: a string.'),
      line: z.int({ error: 'line is the line of main.py that calls: a whole number or null.' }).nullable(),
      thread: text('thread is the name of the thread that calls, if it is not the main one: a string.').optional(),
    }),
    z.strictObject({
      ...at,
      ...call,
      kind: z.literal('return'),
      raised: text('raised is the name of the exception the call raised: a string or null.').nullable(),
      error: error.optional(),
    }),
    z.strictObject({
      ...at,
      kind: z.literal('exception'),
      type: text("type is the name of the exception's class: a string."),
      line: z.int({ error: 'line is the line of main.py that it came into: a whole number.' }),
      thread: text('thread is the name of the thread that raises, if it is not the main one: a string.').optional(),
      about: text('about is what Python says of the class: a string or null.').nullable(),
      note: text('note is what the exception has as notes: a string or null.').nullable(),
      error,
    }),
    z.strictObject({
      ...at,
      ...session,
      kind: z.literal('connection'),
      closed: z.int({ error: 'closed is conn.closed: 0, 1 or 2.' }),
      status: z.int({ error: 'status is conn.status: a whole number.' }),
      transaction: z.int({ error: 'transaction is conn.get_transaction_status(): a whole number.' }),
      info: z.int({ error: 'info is conn.info.status: a whole number.' }),
      name: text('name is the variable that has the connection: a string.').optional(),
      thread: text('thread is the name of the thread that uses it, if it is not the main one: a string.').optional(),
    }),
    z.strictObject({
      ...at,
      kind: z.literal('output'),
      stream: z.enum(['stdout', 'stderr'], { error: 'stream is stdout or stderr.' }),
      length: z.int({ error: 'length is how many UTF-16 units were printed: a whole number.' }),
      line: z.int({ error: 'line is the line of main.py that prints: a whole number or null.' }).nullable(),
      thread: text('thread is the name of the thread that prints, if it is not the main one: a string.').optional(),
    }),
    z.strictObject({
      ...at,
      ...session,
      kind: z.literal('session-opened'),
      user: text('user is the role that connected: a string.'),
      database: text('database is the database it connected to: a string.'),
      applicationName: text('applicationName is the application_name: a string, perhaps empty.'),
    }),
    z.strictObject({
      ...at,
      ...session,
      kind: z.literal('session-closed'),
      reason: z.enum(['terminate', 'fatal', 'crash', 'reset'], { error: 'reason is terminate, fatal, crash or reset.' }),
      report: report.nullable(),
    }),
    z.strictObject({
      ...at,
      ...session,
      kind: z.literal('session-state'),
      state: z.enum(states, { error: `state is one of: ${states.join(', ')}.` }),
    }),
    z.strictObject({ ...at, ...session, ...summary, kind: z.literal('message-sent') }),
    z.strictObject({ ...at, ...session, ...summary, kind: z.literal('message-received') }),
    z.strictObject({ ...at, ...session, kind: z.literal('report'), report }),
    z.strictObject({
      ...at,
      ...session,
      ...timer,
      kind: z.literal('timer-armed'),
      since: time('since is when the timer was armed, in milliseconds: a number not below 0.'),
      due: time('due is when the timer will fire, in milliseconds: a number not below 0.'),
    }),
    z.strictObject({ ...at, ...session, ...timer, kind: z.literal('timer-fired') }),
    z.strictObject({ ...at, ...session, ...timer, kind: z.literal('timer-disarmed') }),
    z.strictObject({
      ...at,
      ...session,
      kind: z.literal('wait-began'),
      on: z.enum(['lock', 'latch'], { error: 'on is what is waited for: lock or latch.' }),
      blockers: z.array(z.int({ error: 'blockers lists the pids that hold what is waited for.' })),
    }),
    z.strictObject({ ...at, ...session, kind: z.literal('wait-ended') }),
  ],
  { error: 'kind is one of those in src/messages/event.ts.' },
) satisfies z.ZodType<RunEvent>

export const eventsSchema = z.array(eventSchema, { error: 'the file holds a list of events.' })

/** An example as the site sees it. */
export const exampleSchema = z.strictObject({
  title: z.string(),
  code: z.string(),
  setup: z.string().nullable(),
  expected: expectedSchema,
  /** What it prints with older psycopg2, if that is something else. */
  older: z.array(z.strictObject({ psycopg2: z.string(), expected: expectedSchema })),
  events: eventsSchema,
  /** What is asked before the result is shown, if anything is. */
  question: questionSchema.nullable(),
  /** Values of the program that can be moved. */
  knobs: z.array(knobSchema),
  /** What there is to do, if it is an exercise. */
  exercise: exerciseSchema.nullable(),
})

export type Example = z.infer<typeof exampleSchema>
