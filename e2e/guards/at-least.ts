/** True when `version` is not below the floor of its own line (major number), or is of a later line than all. No pre-releases. */
export function isAtLeast(version: string, floors: string[]): boolean {
  if (version.includes('-')) return false
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  const lines = floors.map((floor) => floor.split('.').map(Number))
  if (lines.every(([line = 0]) => major > line)) return true
  return lines.some(
    ([line, leastMinor = 0, leastPatch = 0]) =>
      line === major && (minor > leastMinor || (minor === leastMinor && patch >= leastPatch)),
  )
}
