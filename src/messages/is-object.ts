/** With what a look at the shape of a message begins. */
export const isObject = (it: unknown): it is Readonly<Record<string, unknown>> => typeof it === 'object' && it !== null
