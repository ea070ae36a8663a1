/**
 * What the editor completes and explains: `describe.py` asks the driver and PostgreSQL themselves, in the engine. The page's script imports it
 * as `virtual:known-names`.
 */
import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import type { AstroIntegration } from 'astro'
import { families } from '../../errors/sqlstates.ts'
import type { KnownNames } from '../../live/editor/names.ts'

const MODULE = 'virtual:known-names'
const LAB = path.join(import.meta.dirname, '../../cli/lab.ts')
const PROGRAM = path.join(import.meta.dirname, 'describe.py')
/** In bytes; some ten times what it is. */
const LARGEST = 2 ** 21

export async function describe(): Promise<KnownNames> {
  const { stdout } = await promisify(execFile)(process.execPath, [LAB, 'run', PROGRAM], { maxBuffer: LARGEST })
  return { ...JSON.parse(stdout), families }
}

const asModule = (known: KnownNames) => `export default JSON.parse(${JSON.stringify(JSON.stringify(known))})`

export function knownNames(): AstroIntegration {
  let described: Promise<string> | undefined
  const plugin = {
    name: 'known-names',
    resolveId: (id: string) => (id === MODULE ? `\0${MODULE}` : undefined),
    load(id: string) {
      if (id !== `\0${MODULE}`) return undefined
      described ??= describe().then(asModule)
      return described
    },
  }
  return {
    name: 'known-names',
    hooks: { 'astro:config:setup': ({ updateConfig }) => void updateConfig({ vite: { plugins: [plugin] } }) },
  }
}
