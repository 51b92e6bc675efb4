/** Century (18–22) and the nine digits before the check digit as an unsigned 32-bit number. */
export function packedPerson(canonical: string): number {
  return (Number(canonical.slice(0, 2)) - 18) * 1_000_000_000 + Number(canonical.slice(2, 11))
}

/** The eleven digits without the check digit, to show a person masked. Takes signed 32-bit numbers too. */
export function unpackedPerson(packed: number): string {
  const whole = packed >>> 0
  return `${18 + Math.floor(whole / 1_000_000_000)}${String(whole % 1_000_000_000).padStart(9, '0')}`
}
