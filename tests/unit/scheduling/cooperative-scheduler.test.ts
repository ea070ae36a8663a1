/** Tasks that are suspended where they wait: here they are async functions. What both ways to wait have in common is in scheduler.test.ts. */
import { describe, expect, test } from 'vitest'
import { type Clock, HostClock, SteppedClock } from '../../../src/scheduling/clock.ts'
import { CooperativeScheduler } from '../../../src/scheduling/cooperative-scheduler.ts'
import { Task } from '../../../src/scheduling/task.ts'
import { NO_TIMERS } from '../../../src/scheduling/timers.ts'

function setUp(timers = NO_TIMERS, clock: Clock = new SteppedClock(0, 1)) {
  const scheduler = new CooperativeScheduler(clock, timers)
  return {
    clock,
    scheduler,
    spawn: (name: string, begin: Task['begin'], callsOthers = false) => scheduler.spawn(new Task(name, begin, { callsOthers })),
    call: (name: string, begin: Task['begin']) => scheduler.call(new Task(name, begin)),
    said: [] as string[],
  }
}

test('tasks begin in order and go on in the order in which they became ready; time passes only when none is', async () => {
  const { clock, scheduler, spawn, said } = setUp()
  const sleeper = (name: string, ...times: number[]) =>
    spawn(name, async () => {
      for (const time of times) {
        await scheduler.wait(time)
        said.push(`${name} ${clock.now()}`)
      }
    })
  await Promise.all([sleeper('a', 10, 30), sleeper('b', 5, 10, 20), sleeper('c', 10)].map((task) => task.ended))
  expect(said).toEqual(['b 5', 'a 10', 'c 10', 'b 10', 'b 20', 'a 30'])
})

test('a busy task yields after its time slice, and none starves', async () => {
  const { clock, scheduler, spawn, said } = setUp()
  const busy = (name: string) =>
    spawn(name, async () => {
      for (let i = 0; i < 12; i++) {
        clock.tick()
        if (scheduler.shouldYield) {
          said.push(name)
          await scheduler.yieldNow()
        }
      }
    })
  await Promise.all([busy('a'), busy('b'), busy('c')].map((task) => task.ended))
  expect(said.slice(0, 6)).toEqual(['a', 'b', 'c', 'a', 'b', 'c'])
})

test('a woken task does not wait for the end of the time slice', async () => {
  const { scheduler, spawn, said } = setUp()
  const waiter = spawn('waiter', async () => {
    await scheduler.wait()
    said.push('woken')
  })
  const busy = spawn('busy', async () => {
    expect(scheduler.shouldYield).toBe(false)
    scheduler.wake(waiter)
    expect(scheduler.shouldYield).toBe(true)
    await scheduler.yieldNow()
    said.push('busy')
  })
  await Promise.all([waiter.ended, busy.ended])
  expect(said).toEqual(['woken', 'busy'])
})

test('a task that is woken without urgency does, and the slice ends on a stepped clock, too', async () => {
  const { clock, scheduler, spawn, said } = setUp()
  const waiter = spawn('waiter', async () => {
    await scheduler.wait()
    said.push(`woken ${clock.now()}`)
  })
  const busy = spawn('busy', async () => {
    scheduler.wake(waiter, false)
    while (!scheduler.shouldYield) scheduler.tick()
    await scheduler.yieldNow()
    scheduler.tick()
    said.push(`busy ${clock.now()}`)
  })
  await Promise.all([waiter.ended, busy.ended])
  expect(said).toEqual(['woken 4', 'busy 4']) // the clock does not advance for a task that is alone
})

describe('call', () => {
  test('begins a task at once on top of one that calls others, which goes on when the called one waits', async () => {
    const { scheduler, spawn, call, said } = setUp()
    const caller = spawn(
      'caller',
      () => {
        const called = call('called', async () => {
          said.push('called')
          await scheduler.wait(10)
          said.push('called again')
        })
        said.push(`caller: ${called.state}`)
        expect(call('quick', () => void said.push('quick')).state).toBe('ended')
        expect(scheduler.current?.name).toBe('caller')
      },
      true,
    )
    await caller.ended
    expect(said).toEqual(['called', 'caller: waiting', 'quick'])
    await call('sleeper', () => scheduler.wait(20)).ended
    expect(said.at(-1)).toBe('called again')
  })

  test('the caller stays current, whatever becomes of the called ones, until it waits itself', async () => {
    const { scheduler, spawn, call, said } = setUp()
    const caller = spawn(
      'caller',
      async () => {
        call('waiting', () => scheduler.wait(10))
        call('quick', () => {})
        spawn('other', () => void said.push('other'))
        for (let i = 0; i < 10; i++) await null
        said.push(`${scheduler.current?.name}`)
        await scheduler.wait(5)
        said.push(`${scheduler.current?.name} again`)
      },
      true,
    )
    await caller.ended
    expect(said).toEqual(['caller', 'other', 'caller again'])
  })

  test('adds it to the queue if any other task runs', async () => {
    const { spawn, call, said } = setUp()
    await spawn('process', () => {
      call('other', () => void said.push('other'))
      said.push('process')
    }).ended
    await spawn('last', () => {}).ended
    expect(said).toEqual(['process', 'other'])
  })
})

test('a task that is woken while the scheduler finds that nothing will happen goes on', async () => {
  const { scheduler, spawn } = setUp()
  const waiter = spawn('waiter', () => scheduler.wait())
  scheduler.onStuck = () => {
    queueMicrotask(() => scheduler.wake(waiter))
    return false
  }
  await waiter.ended
})

test('who is called while all others sleep takes scheduler at once, and need not wait for the end of their sleep', async () => {
  const { scheduler, spawn, call } = setUp(NO_TIMERS, new HostClock())
  const asleep = (until: number) => scheduler.wait(until).catch(() => {})
  const fallenAsleep = Promise.withResolvers<void>()
  const sleeper = spawn('sleeper', () => {
    fallenAsleep.resolve()
    return asleep(scheduler.clock.now() + 3_600_000)
  })
  await fallenAsleep.promise
  // The scheduler looks for another task, and finds none
  await new Promise(setImmediate)
  expect(sleeper.state).toBe('waiting')
  await call('busy', () => scheduler.yieldNow()).ended
  await call('short', () => asleep(scheduler.clock.now() + 5)).ended
  expect(sleeper.state).toBe('waiting')
  scheduler.interrupt(sleeper, new Error('enough'))
  await sleeper.ended
})

test('a timer that a task has set which was called while all others sleep fires at its time', async () => {
  const clock = new HostClock()
  const fired = Promise.withResolvers<string>()
  let deadline = Number.POSITIVE_INFINITY
  const fire = () => {
    deadline = Number.POSITIVE_INFINITY
    fired.resolve('the timer')
  }
  const { scheduler, spawn, call } = setUp({ nextDeadline: () => deadline, nextWakingDeadline: () => deadline, fire }, clock)
  const fallenAsleep = Promise.withResolvers<void>()
  const sleeper = spawn('sleeper', () => {
    fallenAsleep.resolve()
    return scheduler.wait(clock.now() + 3_600_000).catch(() => {})
  })
  await fallenAsleep.promise
  // The scheduler looks for another task, and finds none
  await new Promise(setImmediate)
  call('sets the timer', () => {
    deadline = clock.now() + 5
  })
  expect(await Promise.race([fired.promise, sleeper.ended])).toBe('the timer')
  scheduler.interrupt(sleeper, new Error('enough'))
  await sleeper.ended
})

test.each([
  [undefined, ['one', 'other', 'event']],
  [0, ['one', 'event', 'other']],
])('with a latency of %s the host’s events arrive in their order', async (latency, order) => {
  const scheduler = new CooperativeScheduler(new SteppedClock(), NO_TIMERS, latency)
  const said: string[] = []
  const event = Promise.withResolvers<void>()
  const say = (name: string) => {
    said.push(name)
    if (name === 'event') event.resolve()
  }
  scheduler.spawn(
    new Task('one', () => {
      say('one')
      setImmediate(() => say('event'))
    }),
  )
  await scheduler.spawn(new Task('other', () => say('other'))).ended
  await event.promise
  expect(said).toEqual(order)
})

test('the wait of an interrupted task rejects, in its turn; a task that has not begun never does', async () => {
  const { scheduler, spawn, said } = setUp()
  const waiting = spawn('waiting', async () => {
    await scheduler.wait().catch((error: Error) => said.push(error.message))
    await scheduler.wait(5).catch(() => said.push('again'))
  })
  await spawn('other', () => {}).ended
  const late = spawn('late', () => void said.push('late'))
  for (const task of [waiting, late]) scheduler.interrupt(task, new Error('enough'))
  await Promise.all([waiting.ended, late.ended])
  expect(said).toEqual(['enough', 'again'])
})

test('onStuck is called when nothing will happen any more, and may wake a task', async () => {
  const { scheduler, spawn, said } = setUp()
  const waiter = spawn('waiter', () => scheduler.wait())
  scheduler.onStuck = () => {
    said.push('stuck')
    scheduler.wake(waiter)
    return true
  }
  await waiter.ended
  expect(said).toEqual(['stuck'])
})

test('the deadline of a task that was woken is forgotten', async () => {
  const { clock, scheduler, spawn, said } = setUp()
  const sleeper = spawn('sleeper', () => scheduler.wait(600_000))
  const waiter = spawn('waiter', () => {
    scheduler.wake(sleeper)
    return scheduler.wait()
  })
  scheduler.onStuck = () => {
    said.push(`stuck at ${clock.now()}`)
    scheduler.wake(waiter)
    return true
  }
  await waiter.ended
  expect(said).toEqual(['stuck at 0'])
})

test('timers fire at their time while tasks wait; they alone keep no time passing', async () => {
  const deadlines = [10, 25]
  const { clock, scheduler, spawn, said } = setUp({
    nextDeadline: () => deadlines[0] ?? Infinity,
    nextWakingDeadline: () => deadlines[0] ?? Infinity,
    fire: () => void said.push(`fired at ${clock.now()}, deadline ${deadlines.shift()}`),
  })
  await spawn('short', () => scheduler.wait(5)).ended
  expect([clock.now(), said]).toEqual([5, []])
  await spawn('long', () => scheduler.wait(20)).ended
  expect([clock.now(), said]).toEqual([20, ['fired at 10, deadline 10']])
})

test('the failure of a task is reported', async () => {
  const { scheduler, spawn } = setUp()
  spawn('broken', async () => {
    await scheduler.wait(1)
    throw new Error('out of order')
  })
  await expect(scheduler.failure).rejects.toThrow('out of order')
})
