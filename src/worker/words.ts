/** An exception of Python's that nobody there has caught. */
export const isPythonError = (error: unknown): error is Error =>
  error instanceof Error && (error.name === 'PythonError' || error.constructor.name === 'PythonError')

/** What was thrown, in words for a reader: never none, whatever it was. */
export function wordsOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error) || 'nothing was said'
  const { name, message } = error as { readonly name?: unknown; readonly message?: unknown }
  const text = typeof message === 'string' ? message.trim() : ''
  // Pyodide's has the whole traceback as its message
  if (isPythonError(error)) return text.slice(text.lastIndexOf('\n') + 1) || 'Python gave no reason'
  if (text !== '') return text
  return typeof name === 'string' && name !== '' ? `${name}, without a reason` : 'nothing was said'
}
