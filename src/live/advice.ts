/** What helps where a program has ended with something that only a page does to it. `takesWheels`: there is a place for them. Pure. */
export function adviceOn(exception: { readonly type: string; readonly message: string } | null, takesWheels = false): string | null {
  if (exception?.type === 'ModuleNotFoundError') {
    const name = /No module named '([^'.]+)/.exec(exception.message)?.[1]
    if (takesWheels) return 'This page has Python’s standard library and psycopg2. Packages in pure Python can be had: see “Wheels”.'
    return `This page has Python’s standard library and psycopg2, and no other packages${name ? `; ${name} is not among them` : ''}. Where you have it installed, the program can be run as it is.`
  }
  if (exception?.type === 'EOFError' && exception.message === 'EOF when reading a line')
    return 'Programs in a page have no keyboard, so input() finds nothing to read. Write the value into the code instead.'
  if (exception?.type === 'an error in setup.sql') return 'The program has not begun: setup.sql comes before it, and has failed.'
  return null
}
