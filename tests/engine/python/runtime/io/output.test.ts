/** What programs print and read: in order, at once, with or without a newline, and not without end. */
import { expect, test } from 'vitest'
import { printed, run } from '../../programs.ts'

test('both streams, in the order of writing', async () => {
  const heard: [string, string][] = []
  const { stdout, stderr } = await run(
    'import sys\nprint("a")\nprint("b", file=sys.stderr)\nsys.stdout.write("c")\nsys.stderr.write("d")\nprint("e", end="")',
    {
      output: (stream, text) => heard.push([stream, text]),
    },
  )
  expect([stdout, stderr]).toEqual(['a\nce', 'b\nd'])
  const joined = heard.reduce<[string, string][]>((all, [stream, text]) => {
    const last = all.at(-1)
    if (last?.[0] === stream) last[1] += text
    else all.push([stream, text])
    return all
  }, [])
  expect(joined).toEqual([
    ['stdout', 'a\n'],
    ['stderr', 'b\n'],
    ['stdout', 'c'],
    ['stderr', 'd'],
    ['stdout', 'e'],
  ])
})

test('a line is heard before the next is executed', async () => {
  const heard: string[] = []
  await run('print("one")\nx = 1\nprint("two", end="")\nx = 2', {
    output: (_stream, text) => heard.push(text),
    line: (line) => heard.push(`@${line}`),
  })
  expect(heard.join('')).toBe('@1one\n@2@3two@4')
})

test('text of all kinds', async () => {
  expect(await printed('print("ä€😀")\nprint("\\ud800".encode("utf-8", "replace"))\nprint("a\\0b\\r\\tc")')).toBe("ä€😀\nb'?'\na\0b\r\tc\n")
  expect(
    await printed(
      'import sys\nsys.stdout.buffer.write("ä\\n".encode())\nsys.stdout.flush()\nprint(sys.stdout.encoding, sys.stdout.isatty(), sys.stdout.fileno())',
    ),
  ).toBe('ä\nutf-8 False 1\n')
  expect((await run('import sys\nsys.stdout.write(b"x")')).exception).toEqual({
    type: 'TypeError',
    message: 'write() argument must be str, not bytes',
  })
})

test('bytes that are written in the middle of a character are put together', async () => {
  expect(await printed('import sys\nfor b in "ä€".encode():\n    sys.stdout.buffer.write(bytes([b]))')).toBe('ä€')
})

test('a program that prints without end is cut off, and goes on', async () => {
  let pieces = 0
  const { stdout } = await run('for i in range(30000):\n    print("x" * 100)\nprint("end")', { output: () => pieces++ })
  expect(stdout.length).toBeLessThan(1_000_200)
  expect(stdout.slice(-100)).toMatch(/… the program has written more than 1,000,000 characters; the rest is not shown\.\n$/)
  expect(pieces).toBeLessThan(30_000)
  expect(await printed('print("next")')).toBe('next\n')
})

test('there is nothing to read', async () => {
  expect(await run('input("name? ")')).toMatchObject({
    stdout: 'name? ',
    exception: { type: 'EOFError', message: 'EOF when reading a line' },
  })
  expect(await printed('import sys\nprint(repr(sys.stdin.read()), sys.stdin.readline() == "", list(sys.stdin))')).toBe("'' True []\n")
})

test('contextlib.redirect_stdout and print(file=...)', async () => {
  expect(
    await printed(
      'import contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()) as s:\n    print("in")\nprint(repr(s.getvalue()))',
    ),
  ).toBe("'in\\n'\n")
})
