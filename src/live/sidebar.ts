/** Says in the list at the side how many of a page's exercises are solved. */
import { PROGRESS, progress } from './progress.ts'

/** Where storage is forbidden, those that have been solved in this page. */
const solvedHere = new Set<string>()
const data = document.querySelector('[data-exercises]')?.textContent
const pages: Readonly<Record<string, readonly string[]>> = data ? JSON.parse(data) : {}

const counts = [...document.querySelectorAll<HTMLAnchorElement>('nav.sidebar a')].flatMap((link) => {
  const exercises = Object.entries(pages).find(([page]) => link.pathname.endsWith(`/${page}/`))?.[1]
  if (!exercises) return []
  const count = document.createElement('small')
  count.className = 'lx-solved-count'
  link.prepend(count)
  return [{ count, exercises }]
})

function show(): void {
  for (const { count, exercises } of counts) {
    const solved = exercises.filter((id) => solvedHere.has(id) || progress.has(id)).length
    count.textContent = `${solved}/${exercises.length}`
    count.title = `${solved} of ${exercises.length} exercises solved`
  }
}

document.addEventListener(PROGRESS, (event) => {
  solvedHere.add((event as CustomEvent<string>).detail)
  show()
})
show()
