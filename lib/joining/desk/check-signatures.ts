import type { JWK } from 'jose'
import type { ActorContext, PersonActor } from '#lib/access/actor.ts'
import { readBrokerKeys } from '#lib/access/broker-keys.ts'
import { type SigningBroker, verifySignature } from '#lib/access/verify-signature.ts'
import { readIdTokens } from '../id-tokens.ts'
import type { JoiningSignature, SeenApplication } from '../read-application.ts'
import { digestOf } from '../signed-text.ts'

/** Whether a signature holds: `paper` and `voided` are not asked of the broker's word. */
export type SignatureCheck = 'holds' | 'answer' | 'missing' | 'digest' | 'person' | 'paper' | 'voided'
export type DeskSignature = JoiningSignature & { name: string; check: SignatureCheck }

/** Verifies every signature that counts anew: the broker's word, with its keys that are kept, over what the application says now. */
export async function checkSignatures(
  { db, actor }: Pick<ActorContext<PersonActor>, 'db' | 'actor'>,
  { found, broker }: { found: SeenApplication; broker: SigningBroker },
): Promise<DeskSignature[]> {
  // What is signed is the document: its own digest counts, not the one that is written beside it.
  const digest = found.document && digestOf(found.document) === found.digest ? found.digest : null
  const jwks = await readBrokerKeys({ db }, broker.issuer)
  const idTokens = await readIdTokens({ db, actor }, { applicationId: found.id, pepper: broker.pepper })
  const checked: DeskSignature[] = []
  for (const signature of found.signatures) {
    const idToken = idTokens.get(signature.id)
    const named = signerOf(found, signature)
    const checks = { idToken, jwks, broker, digest, key: signerKey(found, signature) }
    checked.push({ ...signature, name: named, check: await checkOne(signature, checks) })
  }
  return checked
}

type Checks = {
  idToken: string | undefined
  jwks: JWK[]
  broker: SigningBroker
  digest: string | null
  /** Of who is named in that place. */
  key: string | null | undefined
}

async function checkOne({ way, voidedAt }: JoiningSignature, { idToken, digest, key, ...at }: Checks): Promise<SignatureCheck> {
  if (voidedAt) return 'voided'
  if (way === 'paper') return 'paper'
  if (idToken === undefined) return 'answer'
  if (digest === null) return 'digest'
  const proof = await verifySignature({ idToken, digest, way, ...at })
  if (proof.kind === 'broken') return proof.why
  return proof.personKey === key ? 'holds' : 'person'
}

/** The key of who is named where the signature stands. */
function signerKey({ parties, document }: SeenApplication, { partyId, asWhat }: JoiningSignature): string | null | undefined {
  if (asWhat === 'applicant') return document?.content.applicant.key
  return parties.find(({ id }) => id === partyId)?.personKey
}

function signerOf({ parties, document }: SeenApplication, { partyId, asWhat }: JoiningSignature): string {
  if (asWhat === 'applicant') return document?.content.applicant.name ?? ''
  return parties.find(({ id }) => id === partyId)?.name ?? ''
}

/** Whether those who are asked to sign are those whom the document names, each in their place: an approval lets the former in. */
export function namesItsParties({ document, parties }: Pick<SeenApplication, 'document' | 'parties'>): boolean {
  if (!document) return false
  const { signing, administrators } = document.content
  const named = [
    ...signing.signatories.map((one) => place('signatory', one)),
    ...administrators.map((one) => place('administrator', one)),
  ]
  const asked = parties.map((one) => place(one.part, { name: one.name, key: one.personKey, mail: one.address }))
  return named.sort().join('\n') === asked.sort().join('\n')
}

const place = (part: string, { name, key, mail }: { name: string; key: string | null; mail: string }): string =>
  JSON.stringify([part, name, key, mail])
