/** What was thrown, in words for a reader: never none, whatever it was. */
export function wordsOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error) || 'nothing was said'
  const { name, message } = error as { readonly name?: unknown; readonly message?: unknown }
  const text = typeof message === 'string' ? message.trim() : ''
  // Pyodide's has the whole traceback as its message
  if (name === 'PythonError' || error.constructor?.name === 'PythonError')
    return text.slice(text.lastIndexOf('\n') + 1) || 'Python gave no reason'
  if (text !== '') return text
  return typeof name === 'string' && name !== '' ? `${name}, without a reason` : 'nothing was said'
}
