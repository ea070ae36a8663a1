/** What is tested: an application's own code, which knows a pool and nothing of tests. */

export const SCHEMA = `
  create table stock (item text primary key, amount int not null check (amount >= 0));
  insert into stock values ('apple', 5), ('pear', 2);`

/** Takes `amount` of an item out of the stock. While another does that, it waits two seconds at most. Resolves with what is left. */
export async function take(pool, item, amount) {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query("set local lock_timeout = '2s'")
    const { rows } = await client.query('update stock set amount = amount - $2 where item = $1 returning amount', [item, amount])
    await client.query('commit')
    return rows[0].amount
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}
