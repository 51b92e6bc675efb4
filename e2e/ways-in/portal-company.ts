// A company with one thing of each kind, another with none, and everybody who asks the portal.

import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Agent } from 'node:http'
import { setRecipients } from '#e2e/fixtures/recipients.ts'
import { DAY_MS } from '#lib/calendar.ts'
import type { Db } from '#lib/db.ts'
import { newReference } from '#lib/identifiers.ts'
import { writeSituations } from '../browser/situations.ts'
import { registerPem } from '../rehearsal/pki/register-pem.ts'
import { type AskerLogin, logIn, logInElsewhere } from './asker-logins.ts'
import { addEmployer, assignStaff } from './bureau-rows.ts'
import { peopleOf } from './company-people.ts'
import { type DeskThings, makeDeskThings, noDeskThings } from './desk-things.ts'
import { ASKERS, type Asker } from './judge-answer.ts'
import { makeOwnLogins, noOwnLogins, type OwnLoginThings } from './own-logins.ts'
import { type ApplicationThings, makeApplications, noApplications } from './portal-applications.ts'
import { sendRequest, type WayAnswer, type WayRequest } from './send-request.ts'

/** What the requests name; all of one company, or of nobody (noThings). */
export type Things = {
  orgnr: string
  employerId: string
  reference: string
  /** Of which nobody knows whether FK has it. */
  unknownReference: string
  deliveryId: string
  reportId: string
  /** Of a file that came whole, and of one under way. */
  finishedId: string
  uploadId: string
  certificateId: string
  mandateId: string
  /** Who has given the company a mandate, one of its people, and what lets them act for that client. */
  clientId: string
  staffId: string
  assignmentId: string
  webhookId: string
  conversionId: string
  /** Of a call that was given up. */
  callId: string
  /** Another login of the handler's. */
  otherSessionId: string
  desk: DeskThings
  /** Of a colleague who is removed by asking. */
  leaverId: string
  /** An invitation, and one that is taken back by asking. */
  invitationId: string
  recalledId: string
  /** A certificate of the company's that is not registered. */
  pem: string
} & ApplicationThings &
  OwnLoginThings
export type PortalCompany = {
  things: Things
  /** Its names, numbers and ids. */
  marks: string[]
  logins: Record<Asker, AskerLogin>
}

const OURS = { orgnr: '5599007043', name: 'Vaktbolaget Ett AB' }
const OTHER = { orgnr: '5599007050', name: 'Vaktbolaget Annat AB' }
const FILE = 'vaktens-lonefil.xml'
const ANSWER = 'vaktens-svar.xml'
const ADDRESS = 'vakten@vaktbolaget.test'
const HOOK = 'https://krok.vaktbolaget.test/hemlig'
const LAYOUT = { format: 'csv', columns: [{ heading: 'Vaktens kolumn', field: 'sjukfall/personnummer#1' }] }
const COMMON_NAME = 'filer.vaktbolaget.test'
/** Whom the company has given a mandate: an organisation that is no company here. */
const AGENT = '165599009908'

type Ground = {
  owner: Db
  portal: string
  /** PERSON_KEY of the portal. */
  pepper: string
  /** Has a file from FK come for the company, and gives its id. */
  deliver: (file: { orgnr: string; name: string }) => Promise<string>
  /** A new certificate of the organisation's, as a PEM file of its own. */
  certify: (orgnr: string, commonName: string) => Promise<string>
}

export async function makePortalCompany({ owner, portal, pepper, deliver, certify }: Ground): Promise<PortalCompany> {
  const { prisma } = owner
  const [ours, other] = [await addEmployer(owner, OURS), await addEmployer(owner, OTHER)]
  const logins = {} as Record<Asker, AskerLogin>
  for (const asker of ASKERS) logins[asker] = await logIn(owner, { portal, asker, ours, other })
  const { personId, sessionId } = logins.handler
  const by = { employerId: ours, personId }
  const { queued: reference, unknownHeld: unknownReference } = await writeSituations(owner, by, ['queued', 'unknownHeld'])
  const submission = await prisma.submission.update({ where: { reference }, data: { fileName: FILE } })
  const deliveryId = await deliver({ orgnr: OURS.orgnr, name: ANSWER })
  await prisma.delivery.update({ where: { id: deliveryId }, data: { fetchedAt: new Date() } })
  const later = new Date(Date.now() + DAY_MS)
  const { service, report, sha256, bytes } = submission
  const kept = { employerId: ours, sessionId, service, fileName: FILE, report: report ?? {}, sha256, expiresAt: later }
  const upload = {
    employerId: ours,
    way: 'browser',
    personId,
    service,
    fileName: FILE,
    bytes,
    createdAt: new Date(),
    expiresAt: later,
  }
  const finishedId = randomBytes(16).toString('hex')
  await prisma.upload.create({
    data: { ...upload, id: finishedId, endedAt: new Date(), submissionId: submission.id, duplicate: false },
  })
  const certificateId = await registerPem(owner, ours, await certify(OURS.orgnr, COMMON_NAME))
  const [pem = ''] = readFileSync(await certify(OURS.orgnr, 'nytt.vaktbolaget.test'), 'utf8').split(
    /(?=-----BEGIN [A-Z ]*PRIVATE)/,
  )
  const days = { validFrom: new Date(), validUntil: later }
  const mandate = await prisma.mandate.create({ data: { employerId: ours, agentOrgnr: AGENT, ...days } })
  const assigned = await assignStaff(owner, ours)
  await setRecipients(owner, ours, [ADDRESS])
  const webhook = await prisma.webhook.create({ data: { employerId: ours, url: HOOK, events: ['inkorg.ny'], secret: 'x' } })
  const conversion = await prisma.conversion.create({
    data: { employerId: ours, service: 'sjukanmalan', version: 1, layout: LAYOUT, onSince: new Date() },
  })
  const event = await prisma.event.findFirstOrThrow({ where: { employerId: ours } })
  const call = await prisma.webhookCall.create({
    data: {
      ...{ employerId: ours, webhookId: webhook.id, eventId: event.id, type: 'inkorg.ny', body: '{}' },
      ...{ attempts: 1, triedAt: new Date(), givenUpAt: new Date() },
    },
  })
  const things: Things = {
    orgnr: OURS.orgnr,
    employerId: ours,
    reference,
    unknownReference,
    deliveryId,
    reportId: (await prisma.keptReport.create({ data: kept })).id,
    finishedId,
    uploadId: await beginUpload(portal, logins.handler.cookie),
    certificateId,
    mandateId: mandate.id,
    ...assigned,
    webhookId: webhook.id,
    conversionId: conversion.id,
    callId: call.id,
    otherSessionId: await logInElsewhere(owner, logins.handler.personId),
    desk: await makeDeskThings(owner, logins.handler.personId),
    ...(await peopleOf(owner, ours)),
    pem,
    ...(await makeApplications(owner, logins.handler)),
    ...(await makeOwnLogins(owner, { handler: logins.handler, colleagueId: assigned.staffId, portal, pepper })),
  }
  const { orgnr, pem: _pem, newApp: _app, newPasskey: _passkey, desk, ...own } = things
  const ids = { ...own, ...desk }
  const numbers = [orgnr, `${orgnr.slice(0, 6)}-${orgnr.slice(6)}`]
  return { things, logins, marks: [...Object.values(ids), ...numbers, OURS.name, FILE, ANSWER, ADDRESS, HOOK, COMMON_NAME] }
}

/** The same as ids that nobody has. */
export function noThings(): Things {
  const hex = () => randomBytes(16).toString('hex')
  return {
    orgnr: '5599007068',
    employerId: randomUUID(),
    reference: newReference(randomBytes(8)),
    unknownReference: newReference(randomBytes(8)),
    deliveryId: randomUUID(),
    reportId: randomUUID(),
    finishedId: hex(),
    uploadId: hex(),
    certificateId: randomUUID(),
    mandateId: randomUUID(),
    clientId: randomUUID(),
    staffId: randomUUID(),
    assignmentId: randomUUID(),
    webhookId: randomUUID(),
    conversionId: randomUUID(),
    callId: randomUUID(),
    otherSessionId: randomUUID(),
    desk: noDeskThings(),
    leaverId: randomUUID(),
    invitationId: randomUUID(),
    recalledId: randomUUID(),
    pem: '',
    ...noApplications(),
    ...noOwnLogins(),
  }
}

/** Bytes of the upload; what comes of them is less, so that it stays under way. */
export const UPLOAD_BYTES = 1000

/** The upload's id. */
async function beginUpload(portal: string, cookie: string): Promise<string> {
  const metadata = { filename: FILE, tjanst: 'sjukanmalan', arbetsgivare: OURS.orgnr }
  const headers = {
    cookie,
    origin: portal,
    'tus-resumable': '1.0.0',
    'upload-length': String(UPLOAD_BYTES),
    'upload-metadata': Object.entries(metadata)
      .map(([name, value]) => `${name} ${btoa(value)}`)
      .join(),
  }
  const answer = await sendRequest(portal, { method: 'POST', path: '/api/uppladdningar', headers })
  const id = answer.headers.location?.split('/').at(-1)
  if (!id) throw new Error(`no upload began: ${answer.status} ${answer.body}`)
  return id
}

const agent = new Agent({ keepAlive: true, maxSockets: 8 })

/** Sends it as a page of the portal's in the asker's browser does. */
export function sendAs(
  { portal, company }: { portal: string; company: Pick<PortalCompany, 'logins'> },
  asker: Asker,
  sent: WayRequest,
): Promise<WayAnswer> {
  const { cookie } = company.logins[asker]
  const own = { origin: portal, 'sec-fetch-site': 'same-origin', 'accept-language': 'sv', ...(cookie && { cookie }) }
  return sendRequest(portal, { ...sent, headers: { ...own, ...sent.headers } }, { agent })
}
