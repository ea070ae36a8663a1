/** Runs the command-line tools of binaryen. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

const FEATURES = [
  'exception-handling',
  'reference-types',
  'bulk-memory',
  'mutable-globals',
  'sign-ext',
  'nontrapping-float-to-int',
  'multivalue',
  'simd',
]

/** `work` runs tools by name; its files, by name, lie in a folder that is removed afterwards. */
export async function withBinaryen<T>(
  work: (run: (tool: string, ...args: string[]) => Promise<unknown>, file: (name: string) => string) => Promise<T>,
): Promise<T> {
  const bin = path.join(path.dirname(createRequire(import.meta.url).resolve('binaryen')), 'bin')
  const scratch = await mkdtemp(path.join(tmpdir(), 'sessions-for-pglite-'))
  const run = (tool: string, ...args: string[]) =>
    promisify(execFile)(process.execPath, ['--stack-size=8000', path.join(bin, tool), ...args, ...FEATURES.map((f) => `--enable-${f}`)])
  try {
    return await work(run, (name) => path.join(scratch, name))
  } finally {
    await rm(scratch, { recursive: true })
  }
}
