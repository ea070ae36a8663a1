/** The question an example asks before it shows what happens: its shape, and whether the recording proves the answer. */
import { z } from 'astro/zod'

const text = (sentence: string) => z.string({ error: sentence }).min(1, { error: sentence })
const number = (sentence: string) => z.number({ error: sentence })

const question = { question: text('question is what the reader guesses, in one or two sentences: a string, code in `backticks`.') }
const why = text('why says in one sentence why one would think so, or, of the right one, why it is so: a string.')
const shows = (sentence: string) => z.array(text(sentence), { error: sentence }).min(1, { error: sentence })

const answer = z.strictObject(
  {
    answer: text('answer is what the reader may choose: a string, code in `backticks`.'),
    why,
    shows: shows(
      'shows lists pieces of text that are all in the recorded output, or in the line `exit status: 0` behind it, if this answer is the right one: a list of strings.',
    ),
    right: z.literal(true, { error: 'right is true for the right answer; leave it out of the others.' }).optional(),
  },
  { error: 'an answer is { "answer", "why", "shows" }, and the right one has "right": true as well.' },
)

const guess = z.strictObject(
  { number: number('number is one that readers may well enter: a number.'), why },
  { error: 'a guess is { "number", "why" }.' },
)

export const questionSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('choice'),
      ...question,
      answers: z
        .array(answer, { error: 'answers is a list of two to four answers.' })
        .min(2, { error: 'answers has one answer only: add a wrong one that people believe.' })
        .max(4, { error: 'answers has more than four: keep those that people believe.' })
        .refine((answers) => answers.filter(({ right }) => right).length === 1, { error: 'exactly one of answers has "right": true.' }),
    }),
    z.strictObject({
      kind: z.literal('number'),
      ...question,
      unit: text('unit is what stands behind the number, such as connections: a string.'),
      number: number('number is the right one: a number.'),
      why,
      shows: shows('shows lists pieces of text that are all in the recorded output if {} in them is the number: a list of strings.'),
      guesses: z.array(guess, { error: 'guesses lists the wrong numbers that people believe, each with why.' }),
    }),
  ],
  { error: 'kind is "choice", with answers to choose from, or "number", which the reader enters.' },
)

export type Question = z.infer<typeof questionSchema>

interface Recorded {
  readonly stdout: string
  readonly stderr: string
  readonly exitStatus: number
}

/**
 * What the recording has against a question, a sentence each: it has to show the right answer, and to show no other. Empty if it proves it.
 * Behind the output it has a line on how the program ended, such as `exit status: 0`.
 */
export function contradictions(question: Question, { stdout, stderr, exitStatus }: Recorded): string[] {
  const output = `${stdout}${stderr}\nexit status: ${exitStatus}\n`
  const missing = (pieces: readonly string[]) => pieces.filter((piece) => !output.includes(piece))
  if (question.kind === 'choice')
    return question.answers.flatMap(({ answer, shows, right }) => {
      const lacking = missing(shows)
      if (right) return lacking.map((piece) => `the answer "${answer}" is said to be right, but the recorded output lacks "${piece}".`)
      return lacking.length > 0 ? [] : [`the answer "${answer}" is said to be wrong, but the recorded output has all that its shows names.`]
    })
  const of = (number: number) => missing(question.shows.map((piece) => piece.replaceAll('{}', String(number))))
  return [
    ...of(question.number).map((piece) => `${question.number} is said to be right, but the recorded output lacks "${piece}".`),
    ...(question.shows.some((piece) => piece.includes('{}')) ? [] : ['shows does not say where the number stands: write {} for it.']),
    ...question.guesses
      .filter(({ number }) => of(number).length === 0)
      .map(({ number }) => `${number} is said to be wrong, but the recorded output has it.`),
  ]
}
