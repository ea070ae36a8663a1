/** How far ahead the axis reaches while a program runs: far enough for the next timer, in steps, so that the scale changes seldom. Pure. */
const LEAST = 200
const SOON = 3000
const ladder = [1, 1.5, 2, 3, 4, 6, 8, 10]

export function horizon(dues: Iterable<number>, now: number): number {
  let wanted = Math.max(LEAST, now * 1.1)
  // A timer that is far off would squeeze everything else to the left: it comes into view as time goes on.
  for (const due of dues) if (due <= Math.max(SOON, now * 4)) wanted = Math.max(wanted, due * 1.05)
  const power = 10 ** Math.floor(Math.log10(wanted))
  return power * ladder.find((factor) => factor * power >= wanted)!
}
