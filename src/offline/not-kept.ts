/** The page that a reader without a network gets in the place of one that is not kept. */
export const notKept = (): Response =>
  new Response(
    `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>No connection | psycopg2 lab</title>
<style>:root { color-scheme: light dark } body { font: 1rem/1.6 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem }</style>
<h1>There is no connection to the network</h1>
<p>This page cannot be shown without one, as it has not been opened in this browser before. Pages that have been can be opened again.</p>`,
    { status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } },
  )
