// The lowest Node of each line that a process may run on: what is below has holes that are known and open.
// Source: https://nodejs.org/en/blog/vulnerability/october-2026-security-releases (CVE-2026-111497, code by a Brotli stream;
// CVE-2026-105483 and CVE-2026-106069, another host's certificate passes; CVE-2026-105482, a name cut at NUL). Raise it with
// each security release, within the times that SECURITY.md states. Lines that are not here get no fixes any more, or have none.

type Floors = Readonly<Record<number, string>>

/** Where portals run. */
export const NODE_FLOORS: Floors = { 24: '24.22.1', 26: '26.12.1' }

/** macOS and Windows, for trying: the registry has no build with the fixes of October for them, so the newest that it has will do. */
export const TRYING_FLOORS: Floors = { ...NODE_FLOORS, 26: '26.10.0' }

/** By Node's name of the system: `linux`, `darwin`, `win32`. */
export const floorsFor = (platform: string): Floors =>
  platform === 'darwin' || platform === 'win32' ? TRYING_FLOORS : NODE_FLOORS

/** True for a version of a line in `floors` that is not below its floor, or of a later line. `v24.22.3` too; a pre-release never. */
export function isSafeNode(version: string, floors = NODE_FLOORS): boolean {
  const [, major = '', minor = '', patch = '', early = ''] = /^v?(\d+)\.(\d+)\.(\d+)(.*)$/.exec(version) ?? []
  if (major === '' || early !== '') return false
  const floor = floors[Number(major)]
  if (floor === undefined) return Number(major) > Math.max(...Object.keys(floors).map(Number))
  const [, leastMinor = 0, leastPatch = 0] = floor.split('.').map(Number)
  return Number(minor) > leastMinor || (Number(minor) === leastMinor && Number(patch) >= leastPatch)
}

/** Says what is wrong with the Node that runs this, and where to get another; undefined when nothing is. */
export function nodeFault(version: string, platform: string): string | undefined {
  const floors = floorsFor(platform)
  if (isSafeNode(version, floors)) return undefined
  const will = Object.values(floors)
    .map((floor) => `${floor} or later`)
    .join(', or ')
  return `Kvittens needs Node ${will}, and got ${version}: below, holes are known and open. In Kvittens’ own folder npm ci brings one; README (“Which Node”) says how to use your own.`
}

/** Throws on a Node with known holes. */
export function requireSafeNode(): void {
  const fault = nodeFault(process.version, process.platform)
  if (fault) throw new Error(fault)
}

/** What the command line needs on a customer's computer: an older 24 does, since a folder agent that stops hands nothing in. */
export function requireNode24(): void {
  if (Number(process.versions.node.split('.')[0]) < 24)
    throw new Error(`Kvittens needs Node 24 or later and got ${process.version}. In Kvittens’ own folder npm run brings one.`)
}
