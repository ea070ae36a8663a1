/** What a picture says of where a page belongs, by the folder that it lies in. */
const SECTIONS: Readonly<Record<string, string>> = {
  timeouts: 'Timeouts',
  status: 'Status and errors',
  waiting: 'Waiting',
  threads: 'Threads and pools',
  errors: 'What an error means',
  reference: 'To look up',
}

export const sectionOf = (page: string): string => SECTIONS[page.split('/')[0]!] ?? 'psycopg2 and PostgreSQL 18'
