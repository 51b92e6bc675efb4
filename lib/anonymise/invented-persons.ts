import type { Day } from '#lib/calendar.ts'
import { type Identity, parsePerson } from '#lib/identifiers.ts'

/** There are more people in the file than numbers published for tests. */
export class TooManyPersons extends Error {}

/** Gives each person one of Skatteverket's test numbers, always the same, no two persons the same. */
export class InventedPersons {
  private readonly today: Day
  private readonly given = new Map<string, string>()
  private readonly taken = new Set<string>()
  private readonly pools: Pools
  /** How far each pool has been used. */
  private readonly used = new Map<string, number>()

  /** In a table a number may have lost its zeros: those in its place must then lose as many. */
  private readonly zeros: 'kept' | 'any'

  constructor(testPersons: readonly string[], { today, zeros }: { today: Day; zeros: 'kept' | 'any' }) {
    this.today = today
    this.zeros = zeros
    this.pools = poolsOf(testPersons, today)
  }

  /** Of the same kind, century and side of a hundred years as far as there are such left; always read in the same way when its century is left out. */
  inventedFor(person: Identity): string {
    const known = this.given.get(person.canonical)
    if (known) return known
    for (const key of this.likenesses(person)) {
      const number = this.next(key, person.canonical)
      if (number === undefined) continue
      this.given.set(person.canonical, number)
      this.taken.add(number)
      return number
    }
    throw new TooManyPersons()
  }

  private likenesses(person: Identity): string[] {
    const keys = keysOf(person, this.today)
    return this.zeros === 'kept' ? keys.slice(0, 2) : keys
  }

  /** Canonical identities that have got new ones. */
  get mapping(): ReadonlyMap<string, string> {
    return this.given
  }

  /** Never the person's own, should it be one of these numbers. */
  private next(key: string, own: string): string | undefined {
    const pool = this.pools.get(key) ?? []
    let at = this.used.get(key) ?? 0
    while (at < pool.length && this.taken.has(pool[at] as string)) at++
    this.used.set(key, at)
    while (at < pool.length && (pool[at] === own || this.taken.has(pool[at] as string))) at++
    return pool[at]
  }
}

type Pools = ReadonlyMap<string, readonly string[]>

let made: { from: readonly string[]; today: Day; pools: Pools } | undefined

/** The numbers by likeness; sorting forty thousand of them takes a moment, so the last ones made are kept. */
function poolsOf(testPersons: readonly string[], today: Day): Pools {
  if (made?.from === testPersons && made.today === today) return made.pools
  const pools = new Map<string, string[]>()
  for (const number of testPersons) {
    const parsed = parsePerson(number, today)
    if ('fault' in parsed) continue
    for (const key of keysOf(parsed, today)) {
      const pool = pools.get(key)
      if (pool) pool.push(number)
      else pools.set(key, [number])
    }
  }
  made = { from: testPersons, today, pools }
  return pools
}

/** The closest likeness first. */
function keysOf({ kind, canonical, unknownDay }: Identity, today: Day): string[] {
  const ten = canonical.slice(2)
  const zeros = ten.length - ten.replace(/^0+/, '').length
  const base = `${kind} ${unknownDay} ${readAs(canonical, today)}`
  const century = canonical.slice(0, 2)
  return [`${base} ${zeros} ${century}`, `${base} ${zeros}`, base]
}

/** How the century is written when it is left out: by a hyphen, by a plus sign, or not at all. */
function readAs(canonical: string, today: Day): 'hyphen' | 'plus' | 'neither' {
  const [date, last] = [canonical.slice(2, 8), canonical.slice(8)]
  const read = (sign: string) => {
    const parsed = parsePerson(date + sign + last, today)
    return 'canonical' in parsed && parsed.canonical === canonical
  }
  return read('-') ? 'hyphen' : read('+') ? 'plus' : 'neither'
}
