import { DAY_MS, stockholmTime } from '#lib/calendar.ts'
import { codeAt } from '../fixtures/one-time-code.ts'
import { sampleXml } from '../fixtures/samples.ts'
import { type Way, wayName } from './list-ways.ts'
import { LOGIN_LINK } from './own-logins.ts'
import { LINK_TOKEN } from './portal-applications.ts'
import type { Things } from './portal-company.ts'
import type { WayRequest } from './send-request.ts'

type Filled = { path?: string; headers?: Record<string, string>; body?: string }

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }
const TUS = { 'tus-resumable': '1.0.0' }
const form = (fields: Record<string, string>): Filled => ({ headers: FORM, body: new URLSearchParams(fields).toString() })
const noBody = { 'content-length': '0' }
const day = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)

const PASSWORD = 'nio gröna båtar seglar hem'

/** What FK said. */
const GUARDS_LAYOUT = { format: 'csv', columns: [{ heading: 'Person', field: 'sjukfall/personnummer#1' }] }
const ANSWER = {
  besked: 'har',
  dag: stockholmTime(new Date()).slice(0, 10),
  klockslag: stockholmTime(new Date()).slice(11, 16),
  satt: 'telefon',
}

/** A browser's form with one file. */
const upload = (bytes: string): Filled => ({
  headers: { 'content-type': 'multipart/form-data; boundary=vakt' },
  body: `--vakt\r\nContent-Disposition: form-data; name="fil"; filename="a.pdf"\r\n\r\n${bytes}\r\n--vakt--\r\n`,
})

/** How a way is asked so that it does what it is there for, when more than its address says it. */
const FILLED: Record<string, (things: Things) => Filled> = {
  'GET /support': ({ reference }) => ({ path: `/support?fraga=${reference}` }),
  'GET /api/uppladdningar/{id}': ({ finishedId }) => ({ path: `/api/uppladdningar/${finishedId}` }),
  'HEAD /api/uppladdningar/{id}': () => ({ headers: TUS }),
  'PATCH /api/uppladdningar/{id}': () => ({
    headers: { ...TUS, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body: '<?xml',
  }),
  'DELETE /api/uppladdningar/{id}': () => ({ headers: TUS }),
  'POST /api/uppladdningar': ({ orgnr }) => ({
    headers: { ...TUS, ...noBody, 'upload-length': '1000', 'upload-metadata': uploadMetadata(orgnr) },
  }),
  'POST /api/inlamningar': ({ orgnr }) => ({
    headers: { 'x-tjanst': 'sjukanmalan', 'x-arbetsgivare': orgnr, 'x-filnamn': 'a.xml', 'content-type': 'text/xml' },
    body: [...sampleXml({ now: new Date(), records: 1, skip: 24_000, orgnr })].join(''),
  }),
  'POST /api/omvandlingar': ({ orgnr }) => ({
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tjanst: 'sjukanmalan', arbetsgivare: orgnr, layout: GUARDS_LAYOUT }),
  }),
  'POST /api/inlamningar/fraga': ({ orgnr }) => ({
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tjanst: 'sjukanmalan', arbetsgivare: orgnr, sha256: 'ab'.repeat(32) }),
  }),
  'POST /api/inlamningar/{referens}': ({ reference }) => ({ path: `/api/inlamningar/${reference}?aterkalla=1`, headers: noBody }),
  'POST /api/inlamningar/{referens}/besked': ({ unknownReference }) => ({
    path: `/api/inlamningar/${unknownReference}/besked`,
    ...form(ANSWER),
  }),
  'POST /api/support/{referens}/besked': ({ unknownReference }) => ({
    path: `/api/support/${unknownReference}/besked`,
    ...form(ANSWER),
  }),
  'POST /api/inkorg/{id}': ({ deliveryId }) => ({ path: `/api/inkorg/${deliveryId}?kvittera=1`, headers: noBody }),
  'POST /api/anslut': () => form({ slag: 'join' }),
  'POST /api/anslut/oppna': () => form({ lank: LINK_TOKEN }),
  'POST /api/anslut/{referens}/steg/{steg}': () => form({ town: 'Timrå' }),
  'POST /api/anslut/{referens}/steg/{steg}/falt': () => form({ town: 'Sundsvall' }),
  'POST /api/anslut/{referens}/underlag': () => upload('%PDF-1.7 vakt'),
  'POST /api/anslut/{referens}/underlag/ta-bort': ({ basisId }) => form({ id: basisId }),
  'POST /api/anslut/{referens}/skicka': ({ readyReference }) => ({ path: `/api/anslut/${readyReference}/skicka`, ...form({}) }),
  'POST /api/anslut/{referens}/andra': ({ changedReference }) => ({ path: `/api/anslut/${changedReference}/andra`, ...form({}) }),
  'POST /api/anslut/{referens}/aterta': ({ changedReference }) => ({
    path: `/api/anslut/${changedReference}/aterta`,
    ...form({}),
  }),
  'POST /api/anslut/{referens}/nej': ({ refusedReference }) => ({ path: `/api/anslut/${refusedReference}/nej`, ...form({}) }),
  'GET /api/anslut/{referens}/blankett': ({ signingReference }) => ({ path: `/api/anslut/${signingReference}/blankett` }),
  'GET /anslut/{reference}': ({ signingReference }) => ({ path: `/anslut/${signingReference}` }),
  'POST /api/session': () => form({}),
  'POST /api/sprak': () => form({ sprak: 'sv' }),
  'POST /api/logga-ut': () => form({}),
  // Without a password: a wrong one would count, and make the next try wait.
  'POST /api/logga-in/losenord': () => form({ username: 'vakten' }),
  'POST /api/logga-in/passkey': () => form({ svar: '{}' }),
  'POST /api/logga-in/passkey/utmaning': () => ({ headers: noBody }),
  // Without a user name: it is used once, and all ask by the same one.
  'POST /api/losenord/{token}': () => form({}),
  'POST /api/konto/losenord': () => form({ losenord: PASSWORD, igen: PASSWORD }),
  'POST /api/konto/kodapp': ({ newApp: { sealed, secret } }) => form({ kodapp: sealed, totp: codeAt(new Date(), secret) }),
  'POST /api/konto/passkey': ({ newPasskey }) => form({ svar: newPasskey }),
  'POST /api/konto/passkey/utmaning': () => ({ headers: noBody }),
  'POST /api/konto/passkey/ta-bort': ({ passkeyId }) => form({ id: passkeyId }),
  'POST /api/konto/inloggning/las-upp': () => form({}),
  'POST /api/konto/inloggning/ta-bort': () => form({}),
  'POST /api/foretaget/personer/{id}/inloggning': () => form({}),
  'POST /api/foretaget/personer/{id}/las-upp': () => form({}),
  'POST /api/foretaget/inloggning': () => form({ inloggning: 'pa' }),
  'POST /api/drift/inloggning': ({ username }) => form({ person: username }),
  'POST /api/logga-in/eleg': () => form({}),
  'POST /api/konto/inloggningar/avsluta': ({ otherSessionId }) => form({ id: otherSessionId }),
  'POST /api/konto/inloggningar/avsluta-andra': () => form({}),
  'POST /api/konto/export': () => form({}),
  // Without the word: who asks is asked for again.
  'POST /api/konto/radera': () => form({ bekrafta: '' }),
  // Not ticked: who asks is asked for again.
  'POST /api/konto/lamna': () => form({}),
  'POST /api/konto/sprak': () => form({ sprak: 'sv' }),
  'POST /api/konto/epost': () => form({ epost: 'ny@vaktbolaget.test' }),
  'POST /api/konto/epost/kod': () => form({ kod: '000000' }),
  'POST /api/skriv-under': ({ desk }) => form({ ansokan: desk.waitingId }),
  'POST /api/foretag': ({ employerId }) => form({ employerId }),
  'POST /api/foretaget/aviseringar': () => form({ adress1: 'ny@vaktbolaget.test' }),
  'POST /api/foretaget/omvandlingar': ({ conversionId }) => form({ id: conversionId, till: 'av' }),
  'POST /api/foretaget/webhook': () => form({ adress: 'https://ny.vaktbolaget.se/', 'inkorg.ny': 'ja' }),
  'POST /api/foretaget/webhook/handelser': ({ webhookId }) => form({ id: webhookId, 'inlamning.vantar': 'ja' }),
  'POST /api/foretaget/webhook/hemlighet': ({ webhookId }) => form({ id: webhookId }),
  'POST /api/foretaget/webhook/avsluta': ({ webhookId }) => form({ id: webhookId }),
  'POST /api/foretaget/webhook/ta-bort': ({ webhookId }) => form({ id: webhookId }),
  'POST /api/foretaget/webhook/igen': ({ callId }) => form({ id: callId }),
  'POST /api/drift/anslutningar/{referens}/beslut': ({ desk: { handedId, handedDigest } }) =>
    form({ id: handedId, version: '3', digest: handedDigest, beslut: 'granska' }),
  'POST /api/drift/anslutningar/papper': ({ desk: { paperReference, paperDigest } }) =>
    form({ referens: paperReference, kod: paperDigest }),
  'POST /api/drift/anslutningar/{referens}/papper': ({ desk: { paperReference, paperId, paperDigest, partyId } }) => ({
    path: `/api/drift/anslutningar/${paperReference}/papper`,
    ...formWithPdf({ id: paperId, version: '3', digest: paperDigest, [`part-${partyId}`]: 'ja' }),
  }),
  'POST /api/drift/anslutningar/{referens}/papper/bekrafta': ({ desk }) => ({
    path: `/api/drift/anslutningar/${desk.enteredReference}/papper/bekrafta`,
    ...form({ id: desk.enteredId, version: '3', digest: desk.enteredDigest, blankett: desk.entryId }),
  }),
  'POST /api/foretaget/tjanster/borja': () => form({ tjanst: 'franvarouppgift' }),
  'POST /api/foretaget/tjanster/papper': () => form({ papper: 'sparra' }),
  'POST /api/foretaget/personer': () => form({ namn: 'Ny', adress: 'ny.kollega@vaktbolaget.test', roll: 'reader' }),
  'POST /api/foretaget/personer/{id}': () => form({ roll: 'handler' }),
  'POST /api/foretaget/personer/{id}/ta-bort': ({ leaverId }) => ({
    path: `/api/foretaget/personer/${leaverId}/ta-bort`,
    ...form({}),
  }),
  'POST /api/foretaget/inbjudan/igen': ({ invitationId }) => form({ id: invitationId }),
  'POST /api/foretaget/inbjudan/aterta': ({ recalledId }) => form({ id: recalledId }),
  'POST /api/foretaget/namn': () => form({ namn: 'Vaktbolaget Annat AB' }),
  'POST /api/inbjudan/{token}': () => form({}),
  'GET /api/inlamningar/arkiv': () => ({ path: `/api/inlamningar/arkiv?ar=${new Date().getFullYear()}` }),
  'POST /api/foretaget/gallring': () => form({ dagar: '30' }),
  'POST /api/foretaget/certifikat': ({ pem }) => form({ certifikat: pem }),
  'POST /api/foretaget/certifikat/ta-bort': ({ certificateId }) => form({ id: certificateId }),
  'POST /api/foretaget/certifikat/galler-fran': ({ certificateId }) => form({ id: certificateId, galler: `${day(2)}T08:00` }),
  'POST /api/foretaget/mandat': () => form({ ombud: '5599001236', fran: day(0), till: day(30) }),
  // As for another company, and with a wrong number: who leaves, or ends the company, could not be asked any more.
  'POST /api/foretaget/lamna': () => form({ foretag: '0' }),
  'POST /api/foretaget/avsluta': () => form({ nummer: '1' }),
  'POST /api/foretaget/bekrafta': () => form({ alla: 'ja' }),
  'POST /api/foretaget/kunder': ({ clientId, staffId }) => form({ kund: clientId, person: staffId }),
  'POST /api/foretaget/kunder/avsluta': ({ assignmentId }) => form({ id: assignmentId }),
  'POST /api/foretaget/ombud/personer': ({ assignmentId }) => form({ id: assignmentId }),
  'POST /api/foretaget/mandat/avsluta': ({ mandateId }) => form({ id: mandateId }),
}

function formWithPdf(fields: Record<string, string>): Filled {
  const part = (head: string, text: string) => `--vakt\r\nContent-Disposition: form-data; ${head}\r\n\r\n${text}\r\n`
  const parts = Object.entries(fields).map(([name, text]) => part(`name="${name}"`, text))
  const body = [...parts, part('name="fil"; filename="blankett.pdf"', '%PDF-1.7'), '--vakt--\r\n'].join('')
  return { headers: { 'content-type': 'multipart/form-data; boundary=vakt' }, body }
}

const uploadMetadata = (orgnr: string): string =>
  Object.entries({ filename: 'a.xml', tjanst: 'sjukanmalan', arbetsgivare: orgnr })
    .map(([name, value]) => `${name} ${btoa(value)}`)
    .join()

/** Each placeholder's value, by what stands before it. */
const PLACES: Record<string, (things: Things) => string> = {
  '/anslut/{reference}': ({ draftReference }) => draftReference,
  '/anslut/{reference}/{steg}': () => 'arbetsgivaren',
  '/anslut/part/{token}': () => LINK_TOKEN,
  '/api/anslut/{referens}': ({ draftReference }) => draftReference,
  '/api/anslut/{referens}/steg/{steg}': () => 'arbetsgivaren',
  '/api/anslut/{referens}/underlag/{id}': ({ keptBasisId }) => keptBasisId,
  '/losenord/{token}': () => LOGIN_LINK,
  '/api/losenord/{token}': () => LOGIN_LINK,
  '/foretaget/personer/{id}': ({ staffId }) => staffId,
  '/api/foretaget/personer/{id}': ({ staffId }) => staffId,
  '/inkorg/{id}': ({ deliveryId }) => deliveryId,
  '/inlamningar/{reference}': ({ reference }) => reference,
  '/inlamningar/{reference}/{fil}': () => 'rapport.csv',
  '/rapport/{id}': ({ reportId }) => reportId,
  '/rapport/{id}/{fil}': () => 'rapport.csv',
  '/lamna/{tjanst}': () => 'sjukanmalan',
  '/postbeskrivningar/{tjanst}': () => 'sjukanmalan',
  '/postbeskrivningar/{tjanst}/{del}': () => 'xml',
  '/postbeskrivningar/{tjanst}/exempel/{namn}': () => 'sjukanmalan-exempel.xml',
  // What an invitation is to whom: lib/members/members.test.ts.
  '/inbjudan/{token}': () => 'x'.repeat(43),
  '/api/inbjudan/{token}': () => 'x'.repeat(43),
  '/api/uppladdningar/{id}': ({ uploadId }) => uploadId,
  '/api/inlamningar/{referens}': ({ reference }) => reference,
  '/api/support/{referens}': ({ reference }) => reference,
  '/api/inkorg/{id}': ({ deliveryId }) => deliveryId,
  '/drift/anslutningar/{reference}': ({ desk }) => desk.handedReference,
  '/api/drift/anslutningar/{referens}': ({ desk }) => desk.handedReference,
  '/api/drift/anslutningar/{referens}/fil/{id}': ({ desk }) => desk.fileId,
}

/** The request for these things, as the portal's own pages make it. Throws where it is not known how a way is asked. */
export function portalRequest(way: Way, things: Things): WayRequest {
  const known = FILLED[wayName(way)]
  if (!known && way.method !== 'GET' && way.method !== 'HEAD' && way.method !== 'OPTIONS')
    throw new Error(`${wayName(way)} is not in FILLED: how is it asked?`)
  const { path, headers, body } = known?.(things) ?? {}
  const filled = path ?? fill(way.path, things)
  return { method: way.method, path: filled, ...(headers && { headers }), ...(body !== undefined && { body }) }
}

function fill(path: string, things: Things): string {
  let filled = ''
  let pattern = ''
  for (const segment of path.split('/').slice(1)) {
    pattern += `/${segment}`
    const place = segment.startsWith('{') ? PLACES[pattern] : () => segment
    if (!place) throw new Error(`${pattern} is not in PLACES: what stands there?`)
    filled += `/${place(things)}`
  }
  return filled
}
