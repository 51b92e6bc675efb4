/** Century and the nine digits before the check digit in 32 bits. */
export function packedPerson(canonical: string): number {
  return (Number(canonical.slice(0, 2)) - 18) * 1_000_000_000 + Number(canonical.slice(2, 11))
}

/** All but the check digit, for showing a person masked. */
export function unpackedPerson(packed: number): string {
  return `${18 + Math.floor(packed / 1_000_000_000)}${String(packed % 1_000_000_000).padStart(9, '0')}`
}
