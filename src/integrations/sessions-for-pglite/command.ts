/** `node command.ts` builds the server if it is missing, and prints its folder. Astro's configuration runs in Vite, which cannot load Emscripten's module. */
import { buildServer } from './build.ts'

console.log(await buildServer((line) => console.error(line)))
process.exit() // PostgreSQL's timers may still be armed
