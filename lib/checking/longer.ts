/** The same numbers with room for more after them. */
export function longer<A extends Int32Array | Uint32Array>(from: A, length: number): A {
  const Numbers = from.constructor as new (length: number) => A
  const to = new Numbers(length)
  to.set(from)
  return to
}
