/** Code as HTML, coloured by CSS variables, which `src/styles/tokens.css` gives for light and dark. Used at build time only. */
import { createCssVariablesTheme, createHighlighterCore } from 'shiki/core'
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript'

const theme = createCssVariablesTheme({ name: 'lab', variablePrefix: '--lx-', variableDefaults: {}, fontStyle: false })
// A docstring is a string, as it is in the editor.
theme.tokenColors?.push({
  scope: ['string.quoted.docstring.multi.python', 'string.quoted.docstring.single.python', 'string.quoted.docstring.raw.multi.python'],
  settings: { foreground: 'var(--lx-token-string)' },
})

const highlighter = createHighlighterCore({
  themes: [theme],
  langs: [import('shiki/langs/python.mjs'), import('shiki/langs/sql.mjs')],
  engine: createJavaScriptRegexEngine(),
})

/** `label` names the block for those who cannot see it; it can be scrolled, so it takes the focus. */
export async function highlight(code: string, lang: 'python' | 'sql', label: string): Promise<string> {
  return (await highlighter).codeToHtml(code.replace(/\n+$/, ''), {
    lang,
    theme: 'lab',
    transformers: [
      {
        pre(node) {
          node.properties = { class: 'lx-pre', tabindex: '0', role: 'group', 'aria-label': label }
        },
      },
    ],
  })
}
