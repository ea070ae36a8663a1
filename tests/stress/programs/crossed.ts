/** Every place with every body in it: `BODY` stands for it, alone on its line for statements, which are indented as it is. */
export const crossed = (places: readonly string[], bodies: readonly string[]): string[] =>
  places.flatMap((place) =>
    bodies.map((body) => place.replace(/^( *)BODY$/gm, (_, indent: string) => body.replace(/^/gm, indent)).replaceAll('BODY', () => body)),
  )
