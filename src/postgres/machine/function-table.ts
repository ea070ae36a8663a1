/** The table of functions, whose indices are C's addresses of them. */

/** Gives `entry` an address of its own. It is set apart, as WebKit leaves the new place empty whatever grow() is given for it. */
export function append(table: WebAssembly.Table, entry: unknown): number {
  const address = table.grow(1)
  table.set(address, entry)
  return address
}
