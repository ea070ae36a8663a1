/** An exercise: a program to finish or mend, judged by what it does. What its folder declares, beside the programs. */
import { z } from 'astro/zod'

const text = (sentence: string) => z.string({ error: sentence }).min(1, { error: sentence })
const words = 'the words the check answers it with: a string'

/** `exercise.json` */
export const declarationSchema = z.strictObject({
  task: text('task says what the program has to do, in one to three sentences: a string, code in `backticks`.'),
  hints: z
    .array(text('a hint is a sentence or two: a string, code in `backticks`.'), { error: 'hints is a list of hints, the smallest first.' })
    .min(1, { error: 'hints is empty: give at least one.' }),
  start: text(`start is about main.py: ${words}.`),
  wrong: z
    .record(z.string(), text(`of each wrong attempt, wrong has ${words}.`), { error: 'wrong is { "wrong-NAME.py": words, … }.' })
    .refine((wrong) => Object.keys(wrong).length >= 2, { error: 'wrong has fewer than two attempts: add one that people make.' })
    .refine((wrong) => new Set(Object.values(wrong)).size === Object.keys(wrong).length, {
      error: 'wrong has the same words twice: let the check tell the attempts apart.',
    }),
})

/** An exercise as the site sees it. */
export const exerciseSchema = z.strictObject({
  task: z.string(),
  hints: z.array(z.string()),
  /** The program that judges: see `src/python/runtime/attempt.py`. */
  check: z.string(),
  solution: z.string(),
  start: z.string(),
  wrong: z.array(z.strictObject({ file: z.string(), code: z.string(), words: z.string() })),
})

export type Exercise = z.infer<typeof exerciseSchema>

export const EXERCISE_FILES = ['exercise.json', 'check.py', 'solution.py'] as const
export const WRONG_ATTEMPT = /^wrong-[a-z0-9]+(-[a-z0-9]+)*\.py$/
