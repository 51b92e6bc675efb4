/** Century and the nine digits before the check digit in 32 bits. */
export function packedPerson(canonical: string): number {
  return (Number(canonical.slice(0, 2)) - 18) * 1_000_000_000 + Number(canonical.slice(2, 11))
}

/** All but the check digit, for showing a person masked; also of 32 bits with a sign. */
export function unpackedPerson(packed: number): string {
  const whole = packed >>> 0
  return `${18 + Math.floor(whole / 1_000_000_000)}${String(whole % 1_000_000_000).padStart(9, '0')}`
}
