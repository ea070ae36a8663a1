"""What each thread has for itself: local attributes, context variables."""

import contextvars
import threading
import time

data = threading.local()
data.x = "main"
variable = contextvars.ContextVar("variable", default="default")
variable.set("main")


class Counting(threading.local):
    made = 0

    def __init__(self, number):
        Counting.made += 1
        self.number = number

    @property
    def twice(self):
        time.sleep(0.01)
        return self.number * 2


class Tells:
    def __del__(self):
        print("gone with its thread")


counting = Counting(5)


def work(number):
    first = hasattr(data, "x"), counting.number, counting.twice, variable.get()
    data.x = counting.number = number
    variable.set(number)
    time.sleep(0.1 * number)
    print(*first, "then", data.x, counting.number, counting.twice, variable.get(), sorted(vars(data)))
    del data.x
    print(hasattr(data, "x"))
    if number == 2:
        data.tells = Tells()


threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(data.x, counting.number, counting.twice, Counting.made, variable.get(), data.__dict__)

context = contextvars.copy_context()
thread = threading.Thread(target=context.run, args=(lambda: print(variable.get()),))
thread.start()
thread.join()
for kind, arguments in ((threading.local, (1,)), (type("Plain", (threading.local,), {}), (1,))):
    try:
        kind(*arguments)
    except TypeError as error:
        print(error)
