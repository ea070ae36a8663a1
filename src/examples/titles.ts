/** What a file of tests says that it tests: the title of each test and group, and the name of each case of a table of them. */
const TITLE = /^\s*(?:(?:test|describe)\b[^'"`]*?(?:'[^']*'\))?|\]\)|\}\))\(\s*(['"`])((?:(?!\1).)+)\1,/gm
/** A table of cases at the top of a file is an object whose keys are their names. */
const CASE = /^ {2}(['"])((?:(?!\1).)+)\1: /gm

/** A test in Python. */
const METHOD = /^ +def( )(test_\w+)\(/gm

export function titlesOf(source: string): readonly string[] {
  return [TITLE, CASE, METHOD].flatMap((pattern) => Array.from(source.matchAll(pattern), ([, , title]) => title!))
}
