/** The versions that all examples are recorded with, in words. */
import recorded from '../../examples/recorded.json' with { type: 'json' }

const drivers = recorded.drivers.map(({ psycopg2, libpq }) => `psycopg2 ${psycopg2} (libpq ${libpq})`)

export const recordedWith = `${drivers.join(', ')} and PostgreSQL ${recorded.postgresql}`
