/** A sentence as HTML: text, and code in backticks. */
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

export const inline = (text: string) =>
  text.replace(/[&<>"]/g, (character) => entities[character]!).replace(/`([^`]+)`/g, '<code>$1</code>')
