/** A page without its tags: Markdown, in which examples stand as their code and what they print. */
interface Program {
  readonly title: string
  readonly code: string
  readonly expected: { readonly stdout: string; readonly stderr: string }
  readonly exercise: { readonly task: string } | null
}

const fence = (language: string, text: string) => `\`\`\`${language}\n${text.replace(/\n*$/, '\n')}\`\`\``

function programText({ title, code, expected, exercise }: Program): string {
  const printed = expected.stdout + expected.stderr
  return [
    `**${exercise ? 'Exercise' : 'Example'}: ${title}**`,
    ...(exercise ? [exercise.task] : []),
    fence('python', code),
    ...(printed === '' ? [] : ['It prints:', fence('text', printed)]),
  ].join('\n\n')
}

/** `example` gives the program of an id; null if there is none. */
export const plainText = (body: string, example: (id: string) => Program | null): string =>
  body
    .split(/(^```[\s\S]*?^```$)/m)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part
            .replaceAll(/^import .*$\n?/gm, '')
            // Attributes may hold what looks like a tag
            .replaceAll(/<(?!(?:LiveExample|Exercise|Recording)\b)\/?[A-Za-z](?:"[^"]*"|'[^']*'|[^<>"'])*>/g, '')
            .replaceAll(/^:::(\w*)(?:\[(.*)\])?$/gm, (_, kind: string, title?: string) => (kind === '' ? '' : `**${title ?? kind}**`))
            .replaceAll(/^<(?:LiveExample|Exercise|Recording) id="([^"]+)"[^>]*>/gm, (_, id: string) => {
              const program = example(id)
              return program ? programText(program) : ''
            }),
    )
    .join('')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
