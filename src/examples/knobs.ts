/** The knobs of an example: values of its program that a reader can move. Each is found in the code by the text around it. */
import { z } from 'astro/zod'

const text = (sentence: string) => z.string({ error: sentence }).min(1, { error: sentence })
const number = (sentence: string) => z.number({ error: sentence })

const common = {
  label: text('label names the knob: a string.'),
  /** A piece of one line. */
  code: text('code is the piece of main.py with the value, in which {} stands for it: a string.').refine(
    (code) => code.split('{}').length === 2,
    { error: 'code does not have exactly one {}, which stands for the value.' },
  ),
}

export const knobSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('slider'),
      ...common,
      from: number('from is the smallest value: a number.'),
      to: number('to is the largest value: a number.'),
      step: number('step is the distance of two values: a number.').positive({ error: 'step is above 0.' }),
      unit: text('unit is what stands behind the number, such as ms: a string.'),
    }),
    z.strictObject({
      kind: z.literal('choice'),
      ...common,
      choices: z
        .array(text('a choice is what stands in the code: a string.'), { error: 'choices is a list of values.' })
        .min(2, { error: 'choices has fewer than two values.' }),
    }),
  ],
  { error: 'kind is "slider", with from, to, step and unit, or "choice", with choices.' },
)

export const knobsSchema = z.array(knobSchema, { error: 'the file holds a list of knobs.' }).min(1, { error: 'the list is empty.' })

export type Knob = z.infer<typeof knobSchema>

const escaped = (piece: string) => piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** Finds the value in a program, as the first group. The page gets its source. */
export function patternOf(knob: Knob): string {
  const [before, after] = knob.code.split('{}').map(escaped)
  const value = knob.kind === 'slider' ? '-?\\d+(?:\\.\\d+)?' : knob.choices.map(escaped).join('|')
  return `(?<=${before})(${value})(?=${after})`
}

/** The value that the program comes with; or what is wrong with the knob, as a sentence. */
export function valueIn(code: string, knob: Knob): { readonly value: string } | { readonly fault: string } {
  const [value, another] = Array.from(code.matchAll(new RegExp(patternOf(knob), 'g')), ([, found]) => found!)
  const of = `the knob "${knob.label}"`
  if (value === undefined) return { fault: `${of}: main.py has no value of its kind in "${knob.code}".` }
  if (another !== undefined) return { fault: `${of}: main.py has "${knob.code}" more than once; give more of the text around it.` }
  if (knob.kind === 'slider') {
    const steps = (Number(value) - knob.from) / knob.step
    if (Number(value) < knob.from || Number(value) > knob.to || Math.abs(steps - Math.round(steps)) > 1e-9)
      return { fault: `${of}: ${value}, which main.py has, is none of its values.` }
  }
  return { value }
}
