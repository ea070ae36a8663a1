/** `threading.local` beyond tests/python/threads/keeping.py: what is kept of it, and for how long. */
import { expect, test } from 'vitest'
import { printed } from '../../programs.ts'

test('attributes go with their thread, before it is joined, and an object that refers to itself goes, too', async () => {
  expect(
    await printed(`
import gc, threading, weakref
class Told:
    def __del__(self): print("gone elsewhere", threading.current_thread() is not threading.main_thread())
data = threading.local()
def work(): data.told = Told()
thread = threading.Thread(target=work, name="worker")
thread.start()
thread.join()
print("joined", vars(data))
class Mine(threading.local): pass
mine = Mine()
mine.itself = mine
reference = weakref.ref(mine)
del mine
gc.collect()
print(reference())
`),
  ).toBe('gone elsewhere True\njoined {}\nNone\n')
})

test('where __init__ fails in a thread it is called again, and errors name the type as CPython’s do', async () => {
  expect(
    await printed(`
import threading
class Fails(threading.local):
    def __init__(self):
        if threading.current_thread() is not threading.main_thread(): raise ValueError("not here")
data = Fails()
def work():
    for _ in range(2):
        try: data.x = 1
        except ValueError as error: print(error)
thread = threading.Thread(target=work)
thread.start()
thread.join()
try: threading.local().x
except AttributeError as error: print(error)
`),
  ).toBe("not here\nnot here\n'_thread._local' object has no attribute 'x'\n")
})
