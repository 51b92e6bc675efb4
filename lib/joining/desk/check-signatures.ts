import type { ActorContext, PersonActor } from '#lib/access/actor.ts'
import type { BrokerSignatureWay } from '#lib/access/verify-signature.ts'
import type { Keeping } from '#lib/keeping/open-keeping.ts'
import { readSealedTokens } from '../id-tokens.ts'
import type { JoiningSignature, SeenApplication } from '../read-application.ts'
import { digestOf } from '../signed-text.ts'

/** Whether a signature holds: `paper` and `voided` are not asked of the broker's word. */
export type SignatureCheck = 'holds' | 'answer' | 'missing' | 'digest' | 'person' | 'paper' | 'voided'
export type DeskSignature = JoiningSignature & { name: string; check: SignatureCheck }

/** Has keeper verify every signature that counts anew: the broker's word, with its keys that are kept, over what the application says now. */
export async function checkDeskSignatures(
  { db, actor }: Pick<ActorContext<PersonActor>, 'db' | 'actor'>,
  { found, keeping }: { found: SeenApplication; keeping: Keeping },
): Promise<DeskSignature[]> {
  // What is signed is the document: its own digest counts, not the one that is written beside it.
  const digest = found.document && digestOf(found.document) === found.digest ? found.digest : null
  const tokens = await readSealedTokens({ db, actor }, found.id)
  const asked = found.signatures.flatMap((signature) => {
    const { id, way, voidedAt } = signature
    const sealed = tokens.get(id)
    if (voidedAt || way === 'paper' || sealed === undefined) return []
    return [{ id, sealed, way, key: signerKey(found, signature) ?? null }]
  })
  const said = digest === null || asked.length === 0 ? [] : await ask({ keeping, actor }, { digest, asked })
  const verdicts = new Map(asked.map(({ id }, index) => [id, said[index] ?? 'answer'] as const))
  return found.signatures.map((signature) => {
    const { id, way, voidedAt } = signature
    const verdict = digest === null && tokens.has(id) ? 'digest' : (verdicts.get(id) ?? 'answer')
    const check = voidedAt ? 'voided' : way === 'paper' ? 'paper' : verdict
    return { ...signature, name: signerOf(found, signature), check }
  })
}

type AskContext = { keeping: Keeping; actor: PersonActor }
type SealedSignatures = { digest: string; asked: { id: string; sealed: string; way: BrokerSignatureWay; key: string | null }[] }

async function ask(
  { keeping, actor: { credential } }: AskContext,
  { digest, asked }: SealedSignatures,
): Promise<SignatureCheck[]> {
  const signatures = asked.map(({ sealed, way, key }) => ({ sealed, way, key }))
  return (await keeping.ask('checkSignatures', { credential, digest, signatures })).checks
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
