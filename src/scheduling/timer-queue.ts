/** The tasks that wait, and until when. */
import type { Task } from './task.ts'

export class Sleepers {
  readonly #tasks = new Set<Task>()
  /** The first time that one of them waits for. */
  #first = Number.POSITIVE_INFINITY

  add(task: Task, until: number): void {
    task.state = 'waiting'
    task.until = until
    this.#tasks.add(task)
    this.#first = Math.min(this.#first, until)
  }

  delete(task: Task): void {
    this.#tasks.delete(task)
    if (task.until === this.#first && this.#first < Number.POSITIVE_INFINITY) this.#first = this.#firstAfter(Number.NEGATIVE_INFINITY)
  }

  get any(): boolean {
    return this.#tasks.size > 0
  }

  /** Nobody's wait is over before. */
  get first(): number {
    return this.#first
  }

  /** Those whose time has come, in the order of their times. They stay until they are deleted. */
  due(now: number): readonly Task[] {
    if (this.#first > now) return []
    const tasks = [...this.#tasks]
    this.#first = this.#firstAfter(now)
    return tasks.filter(({ until }) => until <= now).sort((one, other) => one.until - other.until)
  }

  #firstAfter(time: number): number {
    return Math.min(...[...this.#tasks].map(({ until }) => until).filter((until) => until > time))
  }
}
