/** Where the workers of a page come from, and what becomes of what they have downloaded. */
import type { EngineFiles } from '../messages/run.ts'
import { keep } from './keeping.ts'

/** Throws if the browser refuses to make one. */
export const createWorker = (): Worker => new Worker(new URL('../worker/entry.ts', import.meta.url), { type: 'module' })

/** For later visits. */
export const keepFiles = ({ folder, blobs, modules }: EngineFiles): void =>
  void keep([...blobs.keys(), ...modules.keys()].map((name) => folder + name))
