/** Who does something: a person in a login, or a machine with a certificate. */
export type Actor = { kind: 'person'; personId: string; sessionId: string } | { kind: 'certificate'; fingerprint: string }

/** As the audit trail writes it. */
export function actorWord(actor: Actor): string {
  return actor.kind === 'person' ? `person:${actor.personId}` : `certificate:${actor.fingerprint}`
}
