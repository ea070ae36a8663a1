/** What a reader typed, kept for this tab, so that a reload does not lose it. */
import { tabStorage } from './tab-storage.ts'

const name = (id: string) => `draft ${id}`

export const drafts = {
  load: (id: string): string | null => tabStorage.load(name(id)),
  save: (id: string, code: string): void => tabStorage.save(name(id), code),
  remove: (id: string): void => tabStorage.remove(name(id)),
}
