/** Which words of a question the search is to look for. Pure. */

/** They are in every question, or on every page. */
const COMMON = new Set(
  `a an and any are as at be been but by can could did do does doing for from get gets had has have how i if in into is it its just me my of on
  or our should so than that the their them then there they this to up us use used using want was we were what when where which who why will
  with would you your psycopg psycopg2 python postgres postgresql`.split(/\s+/),
)

/** In small letters; what is no letter, digit, underscore or dot parts them. */
export const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}_]+(?:\.[\p{L}\p{N}_]+)*/gu) ?? []

/** Those that say what is looked for; all, if there are no others. */
export function tellingWords(question: string): string[] {
  const words = wordsOf(question)
  const telling = words.filter((word) => !COMMON.has(word))
  return telling.length > 0 ? telling : words
}

/** The same for one and for many: `connection`, `connections`. */
export const singular = (word: string): string => (word.length > 3 ? word.replace(/s$/, '') : word)
