/** Texts for a reader whose program would hang. */

/** The program waits for the server. */
export const NOTHING_WILL_COME =
  'it waits for something from the server, no timeout is armed, and nobody else can run who would send anything. With a real server it would hang here.'

export function explainEndlessWait({ pid, blockers }: { readonly pid: number; readonly blockers: readonly number[] }): string {
  const holder = blockers.length ? `session ${pid} waits for a lock that session ${blockers.join(' and ')} holds` : `session ${pid} waits`
  return (
    `${holder}, no timeout is armed, and nobody else can run who would end the wait. ` +
    'With a real server it would hang here until somebody commits, rolls back, cancels or terminates from outside.'
  )
}
