/** What both ways to wait have in common: the same cases against both schedulers. */
import { describe, expect, test } from 'vitest'
import { BlockingScheduler } from '../../../src/scheduling/blocking-scheduler.ts'
import { SteppedClock } from '../../../src/scheduling/clock.ts'
import { CooperativeScheduler } from '../../../src/scheduling/cooperative-scheduler.ts'
import { InterruptBuffer } from '../../../src/scheduling/interrupt-buffer.ts'
import type { MaybePromise, Scheduler } from '../../../src/scheduling/scheduler.ts'
import { Task } from '../../../src/scheduling/task.ts'

/** A task as a generator: it yields what the scheduler has returned for its waits. */
type Body = () => Generator<MaybePromise<void>, void, void>

function begin(body: Body): MaybePromise<void> {
  const steps = body()
  const advance = (): MaybePromise<void> => {
    for (let step = steps.next(); !step.done; step = steps.next()) if (step.value instanceof Promise) return step.value.then(advance)
  }
  return advance()
}

describe.each<[string, (clock: SteppedClock) => Scheduler]>([
  ['CooperativeScheduler', (clock) => new CooperativeScheduler(clock)],
  ['BlockingScheduler', (clock) => new BlockingScheduler(clock)],
])('%s', (_name, create) => {
  function setUp(deadlines: number[] = [], onFire: (deadline: number) => void = () => {}) {
    const clock = new SteppedClock(0, 1)
    const scheduler = create(clock)
    const said: string[] = []
    const next = () => deadlines[0] ?? Number.POSITIVE_INFINITY
    scheduler.timers = {
      nextDeadline: next,
      nextWakingDeadline: next,
      fire: () => {
        while (next() <= clock.now()) onFire(deadlines.shift()!)
      },
    }
    const spawn = (body: Body) => scheduler.spawn(new Task('task', () => begin(body), { callsOthers: true }))
    return { clock, scheduler, spawn, said, say: (what: string) => void said.push(`${what} at ${clock.now()}`) }
  }

  test('a wait lasts until its deadline', async () => {
    const { scheduler, spawn, say, said } = setUp()
    await spawn(function* () {
      yield scheduler.wait(10)
      say('over')
      yield scheduler.wait(5)
      say('over at once')
    }).ended
    expect(said).toEqual(['over at 10', 'over at once at 10'])
  })

  test('or until its condition has come true, which is not waited for if it is so already', async () => {
    let isSo = false
    const { clock, scheduler, spawn, say, said } = setUp([7], () => {
      isSo = true
      scheduler.conditionsChanged()
    })
    await spawn(function* () {
      yield scheduler.wait(undefined, () => isSo)
      say('over')
      yield scheduler.wait(1000, () => isSo)
    }).ended
    expect([said, clock.now()]).toEqual([['over at 7'], 7])
  })

  test('or until the task is woken', async () => {
    const { scheduler, spawn, say, said } = setUp([7], () => scheduler.wake(task!))
    let task: Task | null = null
    await spawn(function* () {
      task = scheduler.current
      yield scheduler.wait()
      say('woken')
    }).ended
    expect(said).toEqual(['woken at 7'])
  })

  test('timers fire at their time while a task waits', async () => {
    const { scheduler, spawn, say, said } = setUp([3, 8, 10, 20], (deadline) => say(`${deadline}`))
    await spawn(function* () {
      yield scheduler.wait(10)
      say('over')
    }).ended
    expect(said).toEqual(['3 at 3', '8 at 8', '10 at 10', 'over at 10'])
  })

  test('a busy task should yield when a timer is due, which fires then', async () => {
    const { clock, scheduler, spawn, say, said } = setUp([2], () => say('fired'))
    await spawn(function* () {
      while (!scheduler.shouldYield) clock.tick()
      say('yields')
      yield scheduler.yieldNow()
      say('goes on')
    }).ended
    expect(said).toEqual(['yields at 2', 'fired at 2', 'goes on at 2'])
  })

  test('onStuck is called when nothing will happen any more, and may end a wait', async () => {
    const { scheduler, spawn, say, said } = setUp([5])
    let task: Task | null = null
    scheduler.onStuck = () => {
      say('stuck')
      scheduler.wake(task!)
      return true
    }
    await spawn(function* () {
      task = scheduler.current
      yield scheduler.wait()
      say('goes on')
    }).ended
    expect(said).toEqual(['stuck at 5', 'goes on at 5'])
  })

  test('a task that calls another goes on when the other has ended, and is the current one again', async () => {
    const { scheduler, spawn, say, said } = setUp()
    await spawn(function* () {
      const caller = scheduler.current
      const called = scheduler.call(new Task('called', () => say('called')))
      expect([called.state, scheduler.current]).toEqual(['ended', caller])
      yield scheduler.wait(1)
      say('caller')
    }).ended
    expect(said).toEqual(['called at 0', 'caller at 1'])
  })

  test('tasks that timers call run while another waits', async () => {
    const { scheduler, spawn, say, said } = setUp([4], () => void scheduler.call(new Task('called', () => say('called'))))
    await spawn(function* () {
      yield scheduler.wait(9)
      say('caller')
    }).ended
    expect(said).toEqual(['called at 4', 'caller at 9'])
  })
})

describe('BlockingScheduler', () => {
  test('a wait that nobody can end is an error, as the thread would hang', () => {
    expect(() => new BlockingScheduler(new SteppedClock()).wait()).toThrow('nothing will happen any more that could end this wait')
  })

  test('hears of an interrupt by memory, while a task waits or is busy', () => {
    const cell = new Int32Array(new SharedArrayBuffer(4))
    const scheduler = new BlockingScheduler(new SteppedClock(0), new InterruptBuffer(cell))
    let isOver = false
    scheduler.onInterrupt = () => {
      isOver = true
    }
    Atomics.add(cell, 0, 1)
    scheduler.wait(1000, () => isOver)
    isOver = false
    scheduler.checkInterrupts()
    expect(isOver).toBe(false)
    Atomics.add(cell, 0, 1)
    scheduler.checkInterrupts()
    expect(isOver).toBe(true)
  })

  test('the failure of a task is thrown to whoever has called it, and its caller stays the current one', () => {
    const scheduler = new BlockingScheduler(new SteppedClock())
    scheduler.call(
      new Task('caller', () => {
        const caller = scheduler.current
        const broken = new Task('broken', () => {
          throw new Error('out of order')
        })
        expect(() => scheduler.call(broken)).toThrow('out of order')
        expect(scheduler.current).toBe(caller)
      }),
    )
    expect(scheduler.current).toBeNull()
  })
})
