/** JavaScript Promise Integration: suspending a WebAssembly stack until a promise is settled. TypeScript does not know it yet. */

interface Suspension {
  promising(entry: (...args: number[]) => void): (...args: number[]) => Promise<void>
  readonly Suspending: new (suspend: () => Promise<unknown>) => WebAssembly.ImportValue
}

const { promising, Suspending } = WebAssembly as unknown as Partial<Suspension>

/** Whether this browser has it. */
export const hasJspi = promising !== undefined && Suspending !== undefined

/** An export of a module, so that its stack can be suspended: the caller gets a promise of its end. */
export function suspendable(entry: (...args: number[]) => void): (...args: number[]) => Promise<void> {
  if (!promising) throw new Error('this browser cannot suspend WebAssembly')
  return promising(entry)
}

/** An import that suspends the stack it is called on. Modules may import it where that is not possible, but not call it. */
export function suspending(suspend: () => Promise<unknown>): WebAssembly.ImportValue {
  if (Suspending) return new Suspending(suspend)
  return () => {
    throw new Error('this browser cannot suspend WebAssembly')
  }
}
