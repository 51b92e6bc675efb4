// What a person can ask of a company's things by the verbs, called for an employer and for the things of one: for tests of what holds when
// somebody names another company's.
import type { PersonActor } from '#lib/access/actor.ts'
import { beginProduction } from '#lib/access/begin-production.ts'
import { blockPaper } from '#lib/access/block-paper.ts'
import { chooseEmployer } from '#lib/access/choose-employer.ts'
import { readPasswordSwitch, switchPasswordLogin } from '#lib/access/factors/password-switch.ts'
import { readKeepDays, setKeepDays } from '#lib/access/keep-days.ts'
import { listExchanges } from '#lib/access/list-exchanges.ts'
import { listNoticeRecipients, setNoticeRecipients } from '#lib/access/notice-recipients.ts'
import { readLog } from '#lib/audit/read-log.ts'
import { endAssignments } from '#lib/certificates/assign-people.ts'
import { changeValidFrom, removeCertificate } from '#lib/certificates/change-certificate.ts'
import { listCertificates } from '#lib/certificates/list-certificates.ts'
import { endMandate, giveMandate, listMandates } from '#lib/certificates/mandates.ts'
import { findConversion, listConversions } from '#lib/conversions/list-conversions.ts'
import { rememberConversion } from '#lib/conversions/remember-conversion.ts'
import { switchConversion } from '#lib/conversions/switch-conversion.ts'
import type { Db } from '#lib/db.ts'
import { acknowledgeDelivery } from '#lib/deliveries/acknowledge-delivery.ts'
import { findDelivery } from '#lib/deliveries/find-delivery.ts'
import { listDeliveries } from '#lib/deliveries/list-deliveries.ts'
import { openDelivery } from '#lib/deliveries/open-delivery.ts'
import { changeMember, removeMember } from '#lib/members/change-member.ts'
import { confirmMembers } from '#lib/members/confirm-members.ts'
import { endInvitation, resendInvitation } from '#lib/members/invite-person.ts'
import { leaveEmployer } from '#lib/members/leave-employer.ts'
import { findMember, listInvitations, listMembers } from '#lib/members/list-members.ts'
import { listRights } from '#lib/members/list-rights.ts'
import { renameEmployer } from '#lib/members/rename-employer.ts'
import { sjukanmalan } from '#lib/services/sjukanmalan.ts'
import { findSubmission } from '#lib/submissions/find-submission.ts'
import { listOpen } from '#lib/submissions/list-open.ts'
import { listSubmissions } from '#lib/submissions/list-submissions.ts'
import { markDealtWith } from '#lib/submissions/mark-dealt-with.ts'
import { readGroupCounts } from '#lib/submissions/read-group-counts.ts'
import { resendSubmission } from '#lib/submissions/resend-submission.ts'
import { withdrawSubmission } from '#lib/submissions/withdraw-submission.ts'
import { changeWebhookTypes, removeWebhook } from '#lib/webhooks/change-webhook.ts'
import { listCalls } from '#lib/webhooks/list-calls.ts'
import { listWebhooks } from '#lib/webhooks/list-webhooks.ts'
import { replayCalls } from '#lib/webhooks/replay-calls.ts'
import { OPEN_GATE } from '../fixtures/submissions.ts'

/** One of each, by id or reference. */
export type CompanyThings = Record<
  | 'certificate'
  | 'mandate'
  | 'person'
  | 'invitation'
  | 'assignment'
  | 'webhook'
  | 'call'
  | 'conversion'
  | 'delivery'
  | 'submission'
  | 'refused'
  | 'held',
  string
>
type Calling = { db: Db; actor: PersonActor; now: Date }
type CompanyVerb = (at: Calling, employerId: string, things: CompanyThings) => Promise<unknown>

const THIEFS_LAYOUT = { format: 'csv', columns: [{ heading: 'Tjuv', field: 'sjukfall/personnummer#1' }] }
const day = (text: string) => new Date(`${text}T00:00:00Z`)

/** Each verb with valid input, so that nothing but whose the company or the thing is keeps it from being done. */
export const COMPANY_VERBS: Record<string, CompanyVerb> = {
  beginProduction: (at, employerId) => beginProduction(at, { employerId, service: 'franvarouppgift' }),
  blockPaper: (at, employerId) => blockPaper(at, { employerId, paper: 'blocked' }),
  chooseEmployer: (at, employerId) => chooseEmployer(at, employerId),
  switchPasswordLogin: (at, employerId) => switchPasswordLogin(at, { employerId, isOn: false }),
  readPasswordSwitch: (at, employerId) => readPasswordSwitch(at, employerId),
  setKeepDays: (at, employerId) => setKeepDays(at, { employerId, days: 90, operatorsDays: 365 }),
  readKeepDays: (at, employerId) => readKeepDays(at, employerId),
  listExchanges: (at, employerId) => listExchanges(at, employerId),
  setNoticeRecipients: (at, employerId) =>
    setNoticeRecipients(at, { employerId, language: 'en', recipients: [{ address: 'thief@example.test', topics: ['inbox'] }] }),
  listNoticeRecipients: (at, employerId) => listNoticeRecipients(at, employerId),
  readLog: (at, employerId) => readLog(at, { employerId, filter: {}, most: 50 }),
  endAssignments: (at, employerId, { assignment }) => endAssignments(at, { employerId, assignmentIds: [assignment] }),
  changeValidFrom: (at, employerId, { certificate }) =>
    changeValidFrom(at, { employerId, certificateId: certificate, validFrom: day('2026-01-01') }),
  removeCertificate: (at, employerId, { certificate }) => removeCertificate(at, { employerId, certificateId: certificate }),
  listCertificates: (at, employerId) => listCertificates(at, employerId),
  giveMandate: (at, employerId) =>
    giveMandate(at, { employerId, agentOrgnr: '5599001236', validFrom: day('2026-11-01'), validUntil: day('2036-11-01') }),
  endMandate: (at, employerId, { mandate }) => endMandate(at, { employerId, mandateId: mandate }),
  listMandates: (at, employerId) => listMandates(at, employerId),
  acknowledgeDelivery: (at, employerId, { delivery }) =>
    acknowledgeDelivery(at, { which: { employerId, id: delivery }, way: 'browser' }),
  findDelivery: (at, employerId, { delivery }) => findDelivery(at, { employerId, id: delivery }),
  listDeliveries: (at, employerId) => listDeliveries(at, { employerId, which: 'all' }),
  openDelivery: (at, employerId, { delivery }) =>
    openDelivery(at, { which: { employerId, id: delivery }, way: 'browser', from: 0 }),
  changeMember: (at, employerId, { person }) =>
    changeMember(at, { employerId, personId: person, role: 'reader', validUntil: null }),
  removeMember: (at, employerId, { person }) => removeMember(at, { employerId, personId: person }),
  confirmMembers: (at, employerId, { person }) => confirmMembers(at, { employerId, personIds: [person] }),
  leaveEmployer: (at, employerId) => leaveEmployer(at, employerId),
  resendInvitation: (at, employerId, { invitation }) => resendInvitation(at, { employerId, invitationId: invitation }),
  endInvitation: (at, employerId, { invitation }) => endInvitation(at, { employerId, invitationId: invitation }),
  findMember: (at, employerId, { person }) => findMember(at, { employerId, personId: person }),
  listMembers: (at, employerId) => listMembers(at, employerId),
  listInvitations: (at, employerId) => listInvitations(at, employerId),
  listRights: (at, employerId) => listRights(at, employerId),
  renameEmployer: (at, employerId) => renameEmployer(at, { employerId, name: 'Stulet AB' }),
  findSubmission: (at, employerId, { submission }) => findSubmission(at, { employerId, reference: submission }),
  readGroupCounts: (at, employerId) => readGroupCounts(at, employerId),
  listOpen: (at, employerId) => listOpen(at, { employerId, limit: 5 }),
  listSubmissions: (at, employerId) => listSubmissions(at, { employerId }),
  markDealtWith: (at, employerId, { refused }) => markDealtWith(at, { employerId, reference: refused, mark: 'dealt-with' }),
  resendSubmission: (at, employerId, { held }) => resendSubmission(at, { employerId, reference: held }),
  withdrawSubmission: (at, employerId, { submission }) =>
    withdrawSubmission(at, { employerId, reference: submission, gate: OPEN_GATE }),
  changeWebhookTypes: (at, employerId, { webhook }) =>
    changeWebhookTypes(at, { employerId, webhookId: webhook, types: ['inkorg.ny'] }),
  removeWebhook: (at, employerId, { webhook }) => removeWebhook(at, { employerId, webhookId: webhook }),
  rememberConversion: (at, employerId) => rememberConversion(at, { employerId, service: sjukanmalan, layout: THIEFS_LAYOUT }),
  listConversions: (at, employerId) => listConversions(at, employerId),
  findConversion: (at, employerId) => findConversion(at, { employerId, service: sjukanmalan }),
  switchConversion: (at, employerId, { conversion }) => switchConversion(at, { employerId, conversionId: conversion, to: 'on' }),
  replayCalls: (at, employerId, { call }) => replayCalls(at, { employerId, which: { callId: call } }),
  listCalls: (at, employerId) => listCalls(at, { employerId, limit: 10 }),
  listWebhooks: (at, employerId) => listWebhooks(at, employerId),
}
