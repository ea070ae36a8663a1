import { expect, test } from 'vitest'
import { needs } from '../../../src/integrations/needs.ts'

test('a page needs the scripts and styles that it names', () => {
  const page = `<link rel="stylesheet" href="../_astro/common.C5Dw1cbS.css"><script type="module" src="../_astro/page.cNng-U_L.js"></script>
    <a href="../idle/">idle</a><script type="module" src="../_astro/page.cNng-U_L.js"></script>`
  expect(needs('page/index.html', page)).toEqual(['_astro/common.C5Dw1cbS.css', '_astro/page.cNng-U_L.js'])
})

test('a script needs what it imports, but not what it may import later', () => {
  const script = 'import{t as e}from"./idle.Cm01TnrY.js";import"./parts.abcdefgh.js";let f=()=>import("./editor.BeOzS9Sd.js");'
  expect(needs('_astro/page.js', script)).toEqual(['_astro/idle.Cm01TnrY.js', '_astro/parts.abcdefgh.js'])
})
