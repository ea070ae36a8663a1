/** What the tests need of a browser. Little, so that each of them can be driven by its own means. */

export const browserNames = ['chromium', 'firefox', 'webkit'] as const
export type BrowserName = (typeof browserNames)[number]

export interface Browser {
  readonly version: string
  /** What the server has to put first into every page; empty for browsers that tell of faults without help. */
  readonly head: string
  /** A tab with a profile of its own: nothing is kept from those before. Only one is open at a time. */
  newTab(): Promise<Tab>
  close(): Promise<void>
}

export interface Tab {
  /** Resolves when the page and what it asks for at once have loaded. */
  goto(address: string): Promise<void>
  reload(): Promise<void>
  /** What was thrown and nobody caught, and what was logged as an error, since this was last asked. */
  faults(): Promise<string[]>
  /** The value of an expression in the page, awaited: a string, or nothing. */
  evaluate(expression: string): Promise<string | undefined>
  /** The same in the page's only worker, where the browser can be asked. */
  inWorker?(expression: string): Promise<string | undefined>
  /** With the pointer, in CSS pixels from the corner of the view. */
  click(x: number, y: number): Promise<void>
  /** Presses and releases keys as `KeyboardEvent.key` names them; those before the last are held while it is pressed. */
  press(keys: readonly string[]): Promise<void>
  resize(width: number, height: number): Promise<void>
  /** What the page is told of its reader, by the names of CSS's media features, where the browser can be asked. */
  emulate?(features: Readonly<Record<string, string>>): Promise<void>
  /** As a PNG. */
  screenshot(): Promise<Uint8Array>
  close(): Promise<void>
}
