/** Tasks here are async functions; what they await but their turns is done at once, as a suspended stack would. */
import { describe, expect, test } from 'vitest'
import { HostClock, SteppedClock } from '../../../src/scheduling/clock.ts'
import { Turns } from '../../../src/scheduling/cooperative-scheduler.ts'
import type { Alarms } from '../../../src/scheduling/timers.ts'

const silent: Alarms = { next: () => Infinity, ring: () => {}, nextThatMatters: () => Infinity }

function setUp(alarms = silent) {
  const clock = new SteppedClock(0, 1)
  return { clock, turns: new Turns(clock, alarms), said: [] as string[] }
}

test('tasks begin in order, go on in the order in which they became able to, and time passes only when nobody can', async () => {
  const { clock, turns, said } = setUp()
  const sleeper = (name: string, ...times: number[]) =>
    turns.spawn(name, async () => {
      for (const time of times) {
        await turns.wait(time)
        said.push(`${name} ${clock.now()}`)
      }
    })
  await Promise.all([sleeper('a', 10, 30), sleeper('b', 5, 10, 20), sleeper('c', 10)].map((task) => task.ended))
  expect(said).toEqual(['b 5', 'a 10', 'c 10', 'b 10', 'b 20', 'a 30'])
})

test('a busy task gives way after its slice, and nobody starves', async () => {
  const { clock, turns, said } = setUp()
  const busy = (name: string) =>
    turns.spawn(name, async () => {
      for (let i = 0; i < 12; i++) {
        clock.tick()
        if (turns.shouldGiveWay) {
          said.push(name)
          await turns.giveWay()
        }
      }
    })
  await Promise.all([busy('a'), busy('b'), busy('c')].map((task) => task.ended))
  expect(said.slice(0, 6)).toEqual(['a', 'b', 'c', 'a', 'b', 'c'])
})

test('who was woken does not wait for the end of a slice', async () => {
  const { turns, said } = setUp()
  const waiter = turns.spawn('waiter', async () => {
    await turns.wait()
    said.push('woken')
  })
  const busy = turns.spawn('busy', async () => {
    expect(turns.shouldGiveWay).toBe(false)
    turns.wake(waiter)
    expect(turns.shouldGiveWay).toBe(true)
    await turns.giveWay()
    said.push('busy')
  })
  await Promise.all([waiter.ended, busy.ended])
  expect(said).toEqual(['woken', 'busy'])
})

test('who was woken to share a processor waits for the end of a slice, which comes on a stepped clock too', async () => {
  const { clock, turns, said } = setUp()
  const waiter = turns.spawn('waiter', async () => {
    await turns.wait()
    said.push(`woken ${clock.now()}`)
  })
  const busy = turns.spawn('busy', async () => {
    turns.wake(waiter, false)
    while (!turns.shouldGiveWay) turns.tick()
    await turns.giveWay()
    turns.tick()
    said.push(`busy ${clock.now()}`)
  })
  await Promise.all([waiter.ended, busy.ended])
  expect(said).toEqual(['woken 4', 'busy 4']) // alone, nobody needs a tick
})

describe('call', () => {
  test('runs at once, inside the turn of a task that calls others, which goes on when the called one waits', async () => {
    const { turns, said } = setUp()
    const caller = turns.spawn(
      'caller',
      () => {
        const called = turns.call('called', async () => {
          said.push('called')
          await turns.wait(10)
          said.push('called again')
        })
        said.push(`caller: ${called.state}`)
        expect(turns.call('quick', () => void said.push('quick')).state).toBe('ended')
        expect(turns.current?.name).toBe('caller')
      },
      true,
    )
    await caller.ended
    expect(said).toEqual(['called', 'caller: waiting', 'quick'])
    await turns.call('sleeper', () => turns.wait(20)).ended
    expect(said.at(-1)).toBe('called again')
  })

  test('the caller keeps its turn, whatever becomes of the called ones, until it gives it up itself', async () => {
    const { turns, said } = setUp()
    const caller = turns.spawn(
      'caller',
      async () => {
        turns.call('waiting', () => turns.wait(10))
        turns.call('quick', () => {})
        turns.spawn('other', () => void said.push('other'))
        for (let i = 0; i < 10; i++) await null
        said.push(`${turns.current?.name}`)
        await turns.wait(5)
        said.push(`${turns.current?.name} again`)
      },
      true,
    )
    await caller.ended
    expect(said).toEqual(['caller', 'other', 'caller again'])
  })

  test('inside the turn of any other task it takes its place in the queue', async () => {
    const { turns, said } = setUp()
    await turns.spawn('process', () => {
      turns.call('other', () => void said.push('other'))
      said.push('process')
    }).ended
    await turns.spawn('last', () => {}).ended
    expect(said).toEqual(['process', 'other'])
  })
})

test('nobody who is woken while it is found that nothing will happen is forgotten', async () => {
  const { turns } = setUp()
  const waiter = turns.spawn('waiter', () => turns.wait())
  turns.stuck = () => {
    queueMicrotask(() => turns.wake(waiter))
    return false
  }
  await waiter.ended
})

test('who is called while all others sleep takes turns at once, and need not wait for the end of their sleep', async () => {
  const turns = new Turns(new HostClock())
  const asleep = (until: number) => turns.wait(until).catch(() => {})
  const sleeper = turns.spawn('sleeper', () => asleep(turns.clock.now() + 3_600_000))
  await new Promise(setImmediate)
  expect(sleeper.state).toBe('waiting')
  await turns.call('busy', () => turns.giveWay()).ended
  await turns.call('short', () => asleep(turns.clock.now() + 5)).ended
  expect(sleeper.state).toBe('waiting')
  turns.interrupt(sleeper, new Error('enough'))
  await sleeper.ended
})

test('an interrupted task hears of it where it waits, in its turn; one that has not begun never does', async () => {
  const { turns, said } = setUp()
  const waiting = turns.spawn('waiting', async () => {
    await turns.wait().catch((error: Error) => said.push(error.message))
    await turns.wait(5).catch(() => said.push('again'))
  })
  await turns.spawn('other', () => {}).ended
  const late = turns.spawn('late', () => void said.push('late'))
  for (const task of [waiting, late]) turns.interrupt(task, new Error('enough'))
  await Promise.all([waiting.ended, late.ended])
  expect(said).toEqual(['enough', 'again'])
})

test('who waits for ever is reported when nothing can happen any more, and may be helped', async () => {
  const { turns, said } = setUp()
  const waiter = turns.spawn('waiter', () => turns.wait())
  turns.stuck = () => {
    said.push('stuck')
    turns.wake(waiter)
    return true
  }
  await waiter.ended
  expect(said).toEqual(['stuck'])
})

test('nor does anybody wait for the end of a sleep that is over', async () => {
  const { clock, turns, said } = setUp()
  const sleeper = turns.spawn('sleeper', () => turns.wait(600_000))
  const waiter = turns.spawn('waiter', () => {
    turns.wake(sleeper)
    return turns.wait()
  })
  turns.stuck = () => {
    said.push(`stuck at ${clock.now()}`)
    turns.wake(waiter)
    return true
  }
  await waiter.ended
  expect(said).toEqual(['stuck at 0'])
})

test('alarms ring at their time while tasks wait, and not because of themselves', async () => {
  const due = [10, 25]
  const { clock, turns, said } = setUp({
    next: () => due[0] ?? Infinity,
    nextThatMatters: () => due[0] ?? Infinity,
    ring: () => void said.push(`alarm ${clock.now()}, due ${due.shift()}`),
  })
  await turns.spawn('short', () => turns.wait(5)).ended
  expect([clock.now(), said]).toEqual([5, []])
  await turns.spawn('long', () => turns.wait(20)).ended
  expect([clock.now(), said]).toEqual([20, ['alarm 10, due 10']])
})

test('a failing task is told of', async () => {
  const { turns } = setUp()
  turns.spawn('broken', async () => {
    await turns.wait(1)
    throw new Error('out of order')
  })
  await expect(turns.failure).rejects.toThrow('out of order')
})
