import type { TLSSocket } from 'node:tls'
import type { RevocationVerdict } from '#lib/certificates/judge-revocation.ts'
import { mandatesHeld } from '#lib/certificates/mandates.ts'
import { localeOf } from '#lib/door/locale.ts'
import { sendReply } from '#lib/door/reply.ts'
import type { Call } from '#lib/door/route.ts'
import { AppError } from '#lib/errors.ts'
import { toEdgeOrgnr } from '#lib/identifiers.ts'
import { daysLeft } from '#lib/pki/certificate-faults.ts'
import { organisationIn } from '#lib/pki/organisation-in.ts'
import { refusalText } from '#lib/text/refusals.ts'
import type { Caller, Gateway } from './gateway.ts'
import type { PresentedCertificate } from './presented-certificate.ts'
import { requireCaller } from './require-caller.ts'
import { selfTestXml } from './self-test-xml.ts'

/** What the server saw of a call: contracts "Gateway", GET /sjalvtest. */
export type SelfTest = {
  status: 'ok' | 'nekad'
  orsak: { case: string; text: string } | null
  tls: { protokoll: string; chiffer: string }
  adress: string
  tid: string
  certifikat: SeenCertificate | null
  kedja: { betrodd: boolean; lankar: { namn: string; utfardare: string; giltigtTill: string }[] }
  sparrkontroll: SeenRevocation
  arbetsgivare: string | null
  namn: string | null
  tjanster: string[]
  /** E-services that are in test: files are checked, and nothing is passed on. */
  tjansterITest: string[]
  fullmakter: { arbetsgivare: string; namn: string; till: string }[]
}
type SeenCertificate = {
  innehavare: string | null
  organisationsnummer: string | null
  serialNumber: string | null
  utfardare: string
  nummer: string
  fingeravtryck: string
  giltigtFran: string
  giltigtTill: string
  dagarKvar: number
}
type SeenRevocation = {
  svar: 'ej-sparrat' | 'sparrat' | 'okant' | 'ej-kontrollerat'
  kalla: 'crl' | 'ocsp' | null
  utfardat: string | null
  galler: string | null
  forsenat: boolean
  regel: 'hard' | 'soft'
}

/** GET /sjalvtest: answers everybody, also those whose certificate is refused, and says why. */
export async function selfTest(gateway: Gateway, call: Call): Promise<void> {
  const { request, now } = call
  const socket = request.socket as TLSSocket
  const { shown, revocation } = await gateway.trust.prove(socket, now)
  const who = await whoCalls(gateway, call)
  const seen: SelfTest = {
    status: 'why' in who ? 'nekad' : 'ok',
    orsak: 'why' in who ? reasonOf(who.why, call) : null,
    tls: { protokoll: socket.getProtocol() ?? '', chiffer: socket.getCipher().standardName ?? socket.getCipher().name },
    adress: socket.remoteAddress ?? '',
    tid: now.toISOString(),
    certifikat: shown ? certificateOf(shown, now) : null,
    kedja: { betrodd: shown?.isTrusted ?? false, lankar: (shown?.path ?? []).map(linkOf) },
    sparrkontroll: { ...revocationOf(revocation), regel: gateway.trust.policy.mode },
    arbetsgivare: 'why' in who ? null : toEdgeOrgnr(who.caller.orgnr),
    namn: 'why' in who ? null : who.caller.name,
    tjanster: 'why' in who ? [] : who.caller.services,
    tjansterITest: 'why' in who ? [] : who.caller.tried,
    fullmakter: 'why' in who ? [] : await mandatesOf(gateway, who.caller),
  }
  sendReply(call, { status: 200, json: seen, xml: selfTestXml(seen) })
}

type CallerOrRefusal = { caller: Caller } | { why: AppError }

async function whoCalls(gateway: Gateway, call: Call): Promise<CallerOrRefusal> {
  try {
    return { caller: await requireCaller(gateway, call) }
  } catch (error) {
    if (error instanceof AppError) return { why: error }
    throw error
  }
}

function reasonOf({ code, detail }: AppError, { request }: Call): SelfTest['orsak'] {
  return { case: detail ?? code, text: refusalText(code, detail, localeOf(request)).sentence }
}

function certificateOf({ certificate, fingerprint }: PresentedCertificate, now: Date): SeenCertificate {
  const { subject, issuer, number, notBefore, notAfter } = certificate
  const orgnr = organisationIn(subject.serialNumbers)
  return {
    innehavare: subject.commonName ?? null,
    organisationsnummer: orgnr ? toEdgeOrgnr(orgnr) : null,
    serialNumber: subject.serialNumbers.join(', ') || null,
    utfardare: issuer.text,
    nummer: number,
    fingeravtryck: fingerprint,
    giltigtFran: notBefore.toISOString(),
    giltigtTill: notAfter.toISOString(),
    dagarKvar: daysLeft(notAfter, now),
  }
}

function linkOf({ subject, issuer, notAfter }: PresentedCertificate['certificate']): SelfTest['kedja']['lankar'][number] {
  return { namn: subject.text, utfardare: issuer.text, giltigtTill: notAfter.toISOString() }
}

const ANSWERS = { good: 'ej-sparrat', revoked: 'sparrat', unknown: 'okant' } as const

function revocationOf(verdict: RevocationVerdict | undefined): Omit<SeenRevocation, 'regel'> {
  if (!verdict) return { svar: 'ej-kontrollerat', kalla: null, utfardat: null, galler: null, forsenat: false }
  const isSaid = verdict.kind !== 'unknown'
  return {
    svar: ANSWERS[verdict.kind],
    kalla: isSaid ? verdict.by : null,
    utfardat: isSaid ? verdict.thisUpdate.toISOString() : null,
    galler: verdict.nextUpdate?.toISOString() ?? null,
    forsenat: verdict.kind === 'good' ? verdict.isLate : verdict.kind === 'unknown' && verdict.why === 'stale',
  }
}

/** Of the certificate's own company, whomever it acts for in this call. */
async function mandatesOf({ db }: Gateway, { orgnr, agent }: Caller): Promise<SelfTest['fullmakter']> {
  const held = (await mandatesHeld(db.prisma, agent?.orgnr ?? orgnr)).filter(({ holds }) => holds)
  return held.map((mandate) => ({
    arbetsgivare: toEdgeOrgnr(mandate.orgnr),
    namn: mandate.name,
    till: mandate.validUntil.toISOString().slice(0, 10),
  }))
}
