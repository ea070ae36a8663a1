/** Which exercises a reader has solved, kept in this browser. */
const KEY = 'psycopg2-lab solved '

/** On the document, when one has been solved. */
export const PROGRESS = 'lab-progress'

export const progress = {
  has(id: string): boolean {
    try {
      return localStorage.getItem(KEY + id) !== null
    } catch {
      return false // storage may be forbidden
    }
  },
  add(id: string): void {
    try {
      localStorage.setItem(KEY + id, 'yes')
    } catch {} // or full: then it is known to this page only
    document.dispatchEvent(new CustomEvent(PROGRESS, { detail: id }))
  },
}
