import type { Day } from '#lib/calendar.ts'
import { type Identity, parsePerson } from '#lib/identifiers.ts'

/** The file has more persons than there are test numbers. */
export class TooManyPersons extends Error {}

/** Replaces persons one to one by Skatteverket's published test numbers. */
export class InventedPersons {
  private readonly today: Day
  private readonly given = new Map<string, string>()
  private readonly taken = new Set<string>()
  private readonly pools: Pools
  /** Index of the next unused number in each pool. */
  private readonly used = new Map<string, number>()

  /** `kept`: the invented number has as many leading zeros, which a table may have dropped. */
  private readonly zeros: 'kept' | 'any'

  constructor(testPersons: readonly string[], { today, zeros }: { today: Day; zeros: 'kept' | 'any' }) {
    this.today = today
    this.zeros = zeros
    this.pools = poolsOf(testPersons, today)
  }

  /** A number of the same kind, and of the same century while there are such; read the same way without its century. Throws TooManyPersons. */
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

  /** Invented identities by the original, both canonical. */
  get mapping(): ReadonlyMap<string, string> {
    return this.given
  }

  /** The next number of a pool; not `own`, which may be a test number itself. */
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

/** Test numbers by the keys of keysOf. Cached: sorting forty thousand takes time. */
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

/** Keys by which a number may replace another, the strictest first. */
function keysOf({ kind, canonical, unknownDay }: Identity, today: Day): string[] {
  const ten = canonical.slice(2)
  const zeros = ten.length - ten.replace(/^0+/, '').length
  const base = `${kind} ${unknownDay} ${readAs(canonical, today)}`
  const century = canonical.slice(0, 2)
  return [`${base} ${zeros} ${century}`, `${base} ${zeros}`, base]
}

/** Which sign gives the right century in the ten-digit form: hyphen, plus, or neither. */
function readAs(canonical: string, today: Day): 'hyphen' | 'plus' | 'neither' {
  const [date, last] = [canonical.slice(2, 8), canonical.slice(8)]
  const read = (sign: string) => {
    const parsed = parsePerson(date + sign + last, today)
    return 'canonical' in parsed && parsed.canonical === canonical
  }
  return read('-') ? 'hyphen' : read('+') ? 'plus' : 'neither'
}
