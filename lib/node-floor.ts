// The lowest Node of each line that a process may serve on: what is below has holes that are known and open.
// Source: https://nodejs.org/en/blog/vulnerability/october-2026-security-releases (CVE-2026-111497, code by a Brotli stream;
// CVE-2026-105483 and CVE-2026-106069, another host's certificate passes; CVE-2026-105482, a name cut at NUL). Raise it with
// each security release, within the times that SECURITY.md states. Lines that are not here get no fixes any more, or have none.

export const NODE_FLOORS: Record<number, string> = { 24: '24.22.1', 26: '26.12.1' }

/** True for a version of a line that is here, or of a later one, with the fixes. `24.22.3` or `v24.22.3`; a pre-release has none. */
export function isSafeNode(version: string): boolean {
  const [, major = '', minor = '', patch = '', early = ''] = /^v?(\d+)\.(\d+)\.(\d+)(.*)$/.exec(version) ?? []
  const lines = Object.keys(NODE_FLOORS).map(Number)
  if (major === '' || early !== '') return false
  const floor = NODE_FLOORS[Number(major)]
  if (floor === undefined) return Number(major) > Math.max(...lines)
  const [, leastMinor = 0, leastPatch = 0] = floor.split('.').map(Number)
  return Number(minor) > leastMinor || (Number(minor) === leastMinor && Number(patch) >= leastPatch)
}

/** Names the versions that will do: `24.22.1 or later, or 26.12.1 or later`. */
export const safeNodes = (): string =>
  Object.values(NODE_FLOORS)
    .map((floor) => `${floor} or later`)
    .join(', or ')
