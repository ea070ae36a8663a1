/** `npm run lab -- serve` for the time of a test, as a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const command = fileURLToPath(new URL('../../../src/cli/lab.ts', import.meta.url))

export class Served {
  readonly port: number
  readonly #process: ChildProcess
  readonly #ended: Promise<unknown[]>

  private constructor(process: ChildProcess, port: number) {
    this.#process = process
    this.#ended = once(process, 'exit')
    this.port = port
  }

  /** At a free port. */
  static async start(...options: readonly string[]): Promise<Served> {
    const child = spawn(process.execPath, [command, 'serve', '--port', '0', ...options], { stdio: ['ignore', 'pipe', 'inherit'] })
    for await (const line of createInterface({ input: child.stdout })) {
      const [, port] = /^Listening at 127\.0\.0\.1:(\d+)/.exec(line) ?? []
      if (port) return new Served(child, Number(port))
    }
    throw new Error('The server has ended before it listened')
  }

  get pid(): number {
    return this.#process.pid!
  }

  signal(name: 'SIGTERM' | 'SIGINT'): void {
    this.#process.kill(name)
  }

  /** Its exit status, when it has ended. */
  async ended(): Promise<unknown> {
    return (await this.#ended)[0]
  }
}
