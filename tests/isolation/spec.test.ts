/** The format of specs, and how rows and reports are written, apart from any server. */
import { expect, test } from 'vitest'
import { formatReport } from './report.ts'
import { parseSpec } from './spec.ts'
import { formatRows } from './table.ts'

const SPEC = `
# A comment { with braces }
setup { CREATE TABLE t (a int);
  }
setup	{  VACUUM t; }
teardown { DROP TABLE t; }
session "s 1"
setup { BEGIN; }
step a { SELECT '#', "x"; }
step "permutation" { }
session s2
step b$1 { SELECT 1; -- a comment
}
teardown { COMMIT; }
`

test('a spec has its parts; of the space in a block that beside the braces does not count, but lines do', () => {
  const spec = parseSpec(SPEC)
  expect(spec.setups).toEqual(['CREATE TABLE t (a int);\n', 'VACUUM t;'])
  expect(spec.teardown).toBe('DROP TABLE t;')
  expect(spec.sessions.map(({ name, setup, teardown }) => [name, setup, teardown])).toEqual([
    ['s 1', 'BEGIN;', null],
    ['s2', null, 'COMMIT;'],
  ])
  expect(spec.sessions.flatMap(({ steps }) => steps)).toEqual([
    { name: 'a', sql: `SELECT '#', "x";`, session: 0 },
    { name: 'permutation', sql: '', session: 0 },
    { name: 'b$1', sql: 'SELECT 1; -- a comment\n', session: 1 },
  ])
})

test('without permutations every interleaving is one', () => {
  const orders = [...parseSpec(SPEC).permutations].map((entries) => entries.map(({ step }) => step.name[0]).join(''))
  expect(orders).toEqual(['apb', 'abp', 'bap'])
})

test('permutations name steps, which may wait for others', () => {
  const [a, , b] = parseSpec(SPEC).sessions.flatMap(({ steps }) => steps)
  const spec = parseSpec(`${SPEC} permutation a(*, b$1) b$1(a notices 2) permutation b$1 b$1`)
  expect(spec.permutations).toEqual([
    [
      { step: a, markers: [{ kind: 'once' }, { kind: 'step', step: b }] },
      { step: b, markers: [{ kind: 'notices', step: a, count: 2 }] },
    ],
    [
      { step: b, markers: [] },
      { step: b, markers: [] },
    ],
  ])
  expect(spec.unused).toEqual(['permutation'])
})

test.each([
  ['session a step x { 1 } session b step x { 2 }', 'duplicate step name: x'],
  ['session a step x { 1 } permutation y', 'undefined step "y" specified in permutation'],
  ['session a step x { 1 } session b step y { 2 } permutation x(y)', 'undefined blocking step "y" referenced in permutation step "x"'],
  ['session a step x { 1 } step y { 2 } permutation x y(x)', 'permutation step "y" cannot block on its own session'],
  ['session a\nsession b', 'expected step at line 2'],
  ['session a step x { 1', 'unexpected "{" at line 1'],
  ['session a step x { 1 }\n\nsetup { 2 }', 'unexpected setup at line 3'],
  ['session a step step { 1 }', 'expected a name at line 1'],
  ['session a step x { 1 } permutation x (x notices)', 'expected a number at line 1'],
])('%j: %s', (text, problem) => {
  expect(() => parseSpec(text)).toThrow(problem)
})

test('rows are aligned by their bytes; what ends and begins as a number goes to the right', () => {
  const rows = [
    ['1', 'ä', '12e', null],
    ['-20', 'bc', '5', null],
  ]
  expect(formatRows(['n', 'text', 'mixed', 'nothing'], rows)).toBe(
    ['  n|text|mixed|nothing', '---+----+-----+-------', '  1|ä  |12e  |       ', '-20|bc  |5    |       ', '(2 rows)', '', ''].join('\n'),
  )
})

test('an error points at its place in the query', () => {
  const report = { severity: 'ERROR', code: '42703', message: 'no such column', position: '10', hint: 'Look.', where: 'in the test' }
  expect(formatReport(report, 'SELECT\n  x FROM t')).toBe(
    'ERROR:  no such column\nLINE 2:   x FROM t\n          ^\nHINT:  Look.\nCONTEXT:  in the test\n',
  )
  expect(formatReport(report)).toBe('ERROR:  no such column\nHINT:  Look.\n')
})
