/** The table of functions, whose indices are C's addresses of them. */

/**
 * Gives `entry` an address of its own. It is set apart: in WebKit what grow() puts into a table cannot be called
 * (findings/table-grown-with-a-function-that-cannot-be-called.sh).
 */
export function append(table: WebAssembly.Table, entry: unknown): number {
  const address = table.grow(1)
  table.set(address, entry)
  return address
}
