import type { Db } from '#lib/db.ts'
import { companyRows } from './company-rows.ts'
import { ASKERS, type Asker, expectedKinds, isTheirs, judgeAnswer, kindOf, type Whose } from './judge-answer.ts'
import { type Way, wayName } from './list-ways.ts'
import { noThings, type PortalCompany, sendAs, type Things } from './portal-company.ts'
import { portalRequest } from './portal-requests.ts'
import type { WayAnswer, WayRequest } from './send-request.ts'
import { WaysMatrix } from './ways-matrix.ts'

export type AskPortalInput = { owner: Db; portal: string; company: PortalCompany; ways: readonly Way[] }
export type PortalReport = { faults: string[]; requests: number; matrix: WaysMatrix }

/** Of one person: a colleague does not find it. */
const PERSONAL =
  /^\/((api\/uppladdningar|api\/konto\/inloggningar|api\/konto\/passkey|api\/anslut|anslut|rapport)\/|api\/skriv-under$)/
/** Ends another login of the asker's: asked before those that end them all. */
const END_LOGIN = 'POST /api/konto/inloggningar/avsluta'
/** Ends the asker's login, and with it what is kept for it: asked last. */
const LOG_OUT = 'POST /api/logga-ut'
/**
 * What refuses those who may too: it needs a code out of a mail, or an address gets so many a day, and all ask for the same; or an
 * answer of the login broker's (lib/web/listener/signing/signing.test.ts); or a word without which who asks is not ended.
 */
const BY_OTHERS: readonly string[] = [
  'POST /api/konto/epost',
  'POST /api/konto/epost/kod',
  'GET /api/auth/callback/skriv-under',
  'POST /api/konto/radera',
  'POST /api/konto/lamna',
  'POST /api/foretaget/lamna',
  'POST /api/foretaget/avsluta',
]
/** Who asks a closed page as Next's script does (RSC), too: the same code, and another answer. */
const STREAMED: readonly Asker[] = ['nobody', 'stranger']
/** Who asks an open page. */
const OF_OPEN_PAGES: readonly Asker[] = ['nobody', 'outsider', 'stranger', 'support', 'operator']

/** Who asks the way: everybody, but for pages that are open. */
export const askersOf = ({ from, asks }: Way): readonly Asker[] =>
  from !== 'table' && asks === 'nobody' ? OF_OPEN_PAGES : ASKERS

/**
 * Asks every way as everybody. First those who may not have the company's things, who must change nothing of it; then those who may,
 * one of whom must get in: a way that nobody gets into proves nothing.
 */
export async function askPortal(input: AskPortalInput): Promise<PortalReport> {
  const asking = new Asking(input)
  const isLast = (way: Way) => wayName(way) === LOG_OUT
  const [others, last] = [input.ways.filter((way) => !isLast(way)), input.ways.filter(isLast)]
  const isEarly = (way: Way) => wayName(way) === END_LOGIN
  const first = [...others.filter(isEarly), ...others.filter((way) => !isEarly(way))]
  for (const way of first) await asking.askOthers(way)
  for (const way of [...first, ...last]) await asking.askThose(way)
  for (const way of last) await asking.askOthers(way)
  return asking.report
}

class Asking {
  readonly report: PortalReport = { faults: [], requests: 0, matrix: new WaysMatrix() }
  readonly #nothing: Things
  readonly #at: AskPortalInput

  constructor(at: AskPortalInput) {
    this.#at = at
    const { pem, newApp, newPasskey } = at.company.things
    this.#nothing = { ...noThings(), pem, newApp, newPasskey }
  }

  async askOthers(way: Way): Promise<void> {
    const { things, logins } = this.#at.company
    const rows = () => companyRows(this.#at.owner, { employerId: things.employerId, personId: logins.handler.personId })
    const before = await rows()
    const whose = this.#whose(way)
    await Promise.all(
      askersOf(way)
        .filter((asker) => !isFor(way, whose, asker))
        .map((asker) => this.#ask(way, asker)),
    )
    if ((await rows()) !== before) this.report.faults.push(`${wayName(way)} changed something for those who may not`)
  }

  async askThose(way: Way): Promise<void> {
    const whose = this.#whose(way)
    const kinds: string[] = []
    for (const asker of askersOf(way).filter((each) => isFor(way, whose, each))) {
      kinds.push(kindOf(await this.#ask(way, asker)))
      if (whose && isTheirs(asker)) await this.#askMissing(way, asker)
    }
    if (way.asks !== 'nobody' && !kinds.includes('in') && !BY_OTHERS.includes(wayName(way)))
      this.report.faults.push(`${wayName(way)} let nobody in: ${kinds.join(', ')}`)
  }

  /** The same of a thing that nobody has, for who may have the company's own. */
  async #askMissing(way: Way, asker: Asker): Promise<void> {
    const sent = portalRequest(way, this.#nothing)
    const kind = kindOf(await this.#send(asker, sent))
    this.report.matrix.count(asker, 'missing', kind)
    if (kind === 'in' || kind === 'fault')
      this.report.faults.push(`${sent.method} ${sent.path} as ${asker} is answered "${kind}", and there is no such thing`)
  }

  #whose(way: Way): Whose {
    const [theirs, nobodys] = [this.#at.company.things, this.#nothing].map((things) => JSON.stringify(portalRequest(way, things)))
    if (theirs === nobodys || way.method === 'OPTIONS') return undefined
    return PERSONAL.test(way.path) ? 'person' : 'company'
  }

  async #ask(way: Way, asker: Asker): Promise<WayAnswer> {
    const whose = this.#whose(way)
    const sent = portalRequest(way, this.#at.company.things)
    const twin = whose ? portalRequest(way, this.#nothing) : undefined
    const answer = await this.#judged({ way, whose, asker, sent, twin })
    if (way.from === 'page' && way.asks !== 'nobody' && STREAMED.includes(asker))
      await this.#judged({ way, whose, asker, sent: streamed(sent), twin: undefined })
    return answer
  }

  async #judged(question: {
    way: Way
    whose: Whose
    asker: Asker
    sent: WayRequest
    twin: WayRequest | undefined
  }): Promise<WayAnswer> {
    const { way, whose, asker, sent, twin } = question
    const answer = await this.#send(asker, sent)
    this.report.matrix.count(asker, !whose ? 'none' : isTheirs(asker) ? 'own' : 'foreign', kindOf(answer))
    const isSecret = asker === 'stranger' || (whose === 'person' && isTheirs(asker) && asker !== 'handler')
    const other = twin && isSecret ? { sent: twin, answer: await this.#send(asker, twin) } : undefined
    if (other) this.report.matrix.count(asker, 'missing', kindOf(other.answer))
    const faults = judgeAnswer({ way, whose, asker, sent, answer, marks: this.#at.company.marks, twin: other })
    this.report.faults.push(...faults.map((fault) => `${sent.method} ${sent.path} as ${asker} ${fault}`))
    return answer
  }

  #send(asker: Asker, sent: WayRequest): Promise<WayAnswer> {
    this.report.requests++
    return sendAs(this.#at, asker, sent)
  }
}

/** As Next's own script asks for the page. */
function streamed({ path, headers, ...sent }: WayRequest): WayRequest {
  return { ...sent, path: `${path}${path.includes('?') ? '&' : '?'}_rsc`, headers: { ...headers, rsc: '1' } }
}

/** Who may have the company's things by this way. */
function isFor(way: Way, whose: Whose, asker: Asker): boolean {
  switch (way.asks) {
    case 'support':
    case 'operator':
      return asker === way.asks
    case 'nobody':
    case 'person':
    case 'member':
    case 'handler':
    case 'administrator':
      return isTheirs(asker) && expectedKinds(way, whose, asker).includes('in')
    case 'caller':
      return false
  }
}
