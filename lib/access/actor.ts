// Who may do what: actors, members and their roles, sessions, log-in by password, passwords, second factor, notice addresses.
// Not here: cookies, forms and the login broker (lib/web), certificates and mandates (lib/certificates).
// Verbs of rank 2 take an ActorContext and call a demand of require-member.ts; web and gateway build the actor.
import type { Context } from '#lib/db.ts'

/** A person in a login. `credential`: the cookie by which the database knows it ("name=token"); never logged or stored. */
export type PersonActor = { kind: 'person'; personId: string; sessionId: string; credential: string }
/** A machine with a certificate: its SHA-256 (hex), its issuer and number, and the organisation that is read from it (canonical). */
export type CertificateActor = { kind: 'certificate'; fingerprint: string; issuer: string; number: string; orgnr: string }
/** Who does something. */
export type Actor = PersonActor | CertificateActor

/** First argument of a verb that somebody does; who does it is never part of the input. */
export type ActorContext<Who extends Actor = Actor> = Context & { actor: Who }

/** The person of a session (read-session.ts). */
export function actorOf({ personId, sessionId, credential }: Omit<PersonActor, 'kind'>): PersonActor {
  return { kind: 'person', personId, sessionId, credential }
}

/** As the audit trail writes it. */
export function actorWord(actor: Actor): string {
  return actor.kind === 'person' ? `person:${actor.personId}` : `certificate:${actor.fingerprint}`
}

/** By which way somebody comes to the portal. */
export type PortalWay = 'browser' | 'gateway'

export const wayOf = ({ kind }: Actor): PortalWay => (kind === 'person' ? 'browser' : 'gateway')
