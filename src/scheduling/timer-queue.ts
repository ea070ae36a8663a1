/** The tasks that wait, and their deadlines. */
import type { Task } from './task.ts'

export class TimerQueue {
  readonly #tasks = new Set<Task>()
  /** The first deadline. */
  #first = Number.POSITIVE_INFINITY

  add(task: Task, deadline: number): void {
    task.state = 'waiting'
    task.deadline = deadline
    this.#tasks.add(task)
    this.#first = Math.min(this.#first, deadline)
  }

  delete(task: Task): void {
    this.#tasks.delete(task)
    if (task.deadline === this.#first && this.#first < Number.POSITIVE_INFINITY) this.#first = this.#firstAfter(Number.NEGATIVE_INFINITY)
  }

  get isEmpty(): boolean {
    return this.#tasks.size === 0
  }

  /** No deadline is earlier. */
  get first(): number {
    return this.#first
  }

  /** Those whose deadline has passed, in the order of their deadlines. They stay in the queue until they are deleted. */
  expired(now: number): readonly Task[] {
    if (this.#first > now) return []
    const tasks = [...this.#tasks]
    this.#first = this.#firstAfter(now)
    return tasks.filter(({ deadline }) => deadline <= now).sort((one, other) => one.deadline - other.deadline)
  }

  #firstAfter(time: number): number {
    return Math.min(...[...this.#tasks].map(({ deadline }) => deadline).filter((deadline) => deadline > time))
  }
}
