/** The recorded events of every example, each a file of its own that is fetched when it is wanted. */
import type { RunEvent } from '../../messages/event.ts'

const files = import.meta.glob<readonly RunEvent[]>('../../../examples/*/*/events.json', { import: 'default' })

/** `id` is `topic/name`. Empty if there are none, as of an element that is no example of the site. */
export const recordedEvents = async (id: string): Promise<readonly RunEvent[]> =>
  (await files[`../../../examples/${id}/events.json`]?.()) ?? []
