/** The three ways to run a program: real psycopg2, and ours, with the machine's Python and a real server; ours in the engine as the page has it. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createEngine } from '../../../src/cli/engine-in-node.ts'
import { type Program, runForReal } from '../../examples/real-python.ts'
import { startRealServer } from '../../examples/real-server.ts'
import { findPython } from '../../examples/references.ts'

/** Each runs a file of this folder in a new interpreter, or one that is as good as new, and answers what it prints. */
export interface Interpreters {
  readonly run: Readonly<Record<Way, (file: string) => Promise<string>>>
  stop(): Promise<void>
}

export type Way = 'real' | 'socket' | 'engine'
export const WAYS: readonly Way[] = ['real', 'socket', 'engine']

const folder = import.meta.dirname
const ours = path.join(folder, '../../../src/python')

export async function startInterpreters(): Promise<Interpreters> {
  const python = findPython()
  const engine = await createEngine()
  const server = await startRealServer()
  const outside = (modules: readonly string[]) => async (file: string) => {
    const program: Program = { id: file, folder, file, setupFile: null }
    return checked(await runForReal(python, server, program, modules))
  }
  const inside = async (file: string) => {
    const code = readFileSync(path.join(folder, file), 'utf8')
    const result = await engine.run({ code, fileName: file, setup: null, clock: 'real' })
    await engine.reset()
    return checked(result)
  }
  return { run: { real: outside([]), socket: outside([ours]), engine: inside }, stop: server.stop }
}

function checked({ stdout, stderr, exitStatus }: { stdout: string; stderr: string; exitStatus: number }): string {
  if (exitStatus !== 0) throw new Error(stderr)
  return stdout
}
