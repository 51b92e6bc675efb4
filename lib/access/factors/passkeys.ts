// Passkeys (WebAuthn): each is asked for by itself and must verify its user (fingerprint, face, PIN), so that it is two factors at
// once (NIST SP 800-63B-4: a multi-factor authenticator). Where one is asked for, no user name is: nobody learns who exists.
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { Context } from '#lib/db.ts'
import { AppError } from '#lib/errors.ts'
import type { ActorContext, PersonActor } from '../actor.ts'
import { mayUsePassword } from '../log-in-with-password.ts'
import { addressGroup, countTry, forgiveTry, guardedKey } from '../login-delay.ts'
import { change } from './change-own-login.ts'
import { isChallenge, newChallenge, spendChallenge } from './passkey-challenge.ts'

/** `publicUrl`: the portal's, whose host a passkey belongs to. */
export type PasskeyPlace = { publicUrl: string; pepper: string }

const MOST_CHARACTERS = 20_000
const rpIdOf = ({ publicUrl }: PasskeyPlace): string => new URL(publicUrl).hostname
const expectedOf = (place: PasskeyPlace) => ({
  expectedOrigin: new URL(place.publicUrl).origin,
  expectedRPID: rpIdOf(place),
  requireUserVerification: true,
})

/** What the browser is asked to log in with: the same for everybody. */
export const offerPasskeyLogin = (place: PasskeyPlace, now: Date) =>
  generateAuthenticationOptions({
    rpID: rpIdOf(place),
    challenge: newChallenge({ purpose: 'login', pepper: place.pepper, now }),
    userVerification: 'required',
  })

/** What the browser is asked to make. */
export async function offerPasskey({ db, actor, now }: ActorContext<PersonActor>, place: PasskeyPlace) {
  const { name, username, passkeys } = await db.prisma.person.findUniqueOrThrow({
    where: { id: actor.personId },
    select: { name: true, username: true, passkeys: { select: { credentialId: true } } },
  })
  return generateRegistrationOptions({
    rpName: 'Kvittens',
    rpID: rpIdOf(place),
    userName: username ?? name,
    userDisplayName: name,
    userID: new Uint8Array(Buffer.from(actor.personId.replaceAll('-', ''), 'hex')),
    challenge: newChallenge({ purpose: `add:${actor.sessionId}`, pepper: place.pepper, now }),
    excludeCredentials: passkeys.map(({ credentialId }) => ({ id: credentialId })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
}

type AddPasskeyInput = { answer: string; label: string; place: PasskeyPlace }

/** Refuses (`invalid`, `passkey`) an answer that does not hold, and as requireDone does. */
export async function addPasskey({ db, actor, now }: ActorContext<PersonActor>, { answer, label, place }: AddPasskeyInput) {
  const purpose = `add:${actor.sessionId}` as const
  let challenged = ''
  const response = readAnswer<RegistrationResponseJSON>(answer)
  const checked = response && (await checkNew({ response, place, isOurs }))
  if (!checked || !(await spendChallenge({ db, now }, challenged))) throw new AppError('invalid', 'passkey')
  const { id, publicKey, counter } = checked
  const named = label.trim().slice(0, 60) || 'Passkey'
  const transports = (response?.response.transports ?? []).filter((word) => /^[a-z-]{1,20}$/.test(word)).slice(0, 10)
  await change({ db, actor, now }, 'passkeyadded', (tx) => {
    return tx.$queryRaw`SELECT add_passkey(${actor.sessionId}::uuid, ${id}, ${publicKey}, ${BigInt(counter)}, ${transports}, ${named}) AS word`
  })

  function isOurs(challenge: string): boolean {
    challenged = challenge
    return isChallenge(challenge, { purpose, pepper: place.pepper, now })
  }
}

type NewInput = { response: RegistrationResponseJSON; place: PasskeyPlace; isOurs: (challenge: string) => boolean }

/** The library throws for each thing that does not hold: to a caller they are one refusal. */
async function checkNew({ response, place, isOurs }: NewInput) {
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      ...expectedOf(place),
      response,
      expectedChallenge: isOurs,
    })
    return registrationInfo?.credential
  } catch {
    return undefined
  }
}

export async function removePasskey(at: ActorContext<PersonActor>, passkeyId: string): Promise<void> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(passkeyId)) throw new AppError('not_found', 'passkey')
  const { sessionId } = at.actor
  await change(at, 'passkeyremoved', async (tx) => {
    const answer: { word: string }[] = await tx.$queryRaw`SELECT remove_passkey(${sessionId}::uuid, ${passkeyId}::uuid) AS word`
    if (answer[0]?.word === 'not_found') throw new AppError('not_found', 'passkey')
    return answer
  })
}

export type PasskeyLogin =
  | { kind: 'in'; personId: string }
  | { kind: 'passkey' }
  | { kind: 'vanta'; seconds: number }
  | { kind: 'avstangd' }
type PasskeyLoginInput = { answer: string; place: PasskeyPlace; address: string | undefined }

/** Logs in by a passkey's answer. Tries are counted by the address that they come from. */
export async function logInWithPasskey(
  { db, now }: Context,
  { answer, place, address }: PasskeyLoginInput,
): Promise<PasskeyLogin> {
  const guard = address ? guardedKey('address', addressGroup(address), place.pepper) : undefined
  const turn = guard && (await countTry({ db, now }, guard))
  if (turn && turn.kind !== 'go') return { kind: 'vanta', seconds: turn.kind === 'wait' ? turn.seconds : 1 }
  const personId = await check({ db, now }, { answer, place })
  if (personId === undefined) return { kind: 'passkey' }
  if (guard) await forgiveTry({ db }, guard)
  return (await mayUsePassword({ db }, personId)) ? { kind: 'in', personId } : { kind: 'avstangd' }
}

async function check({ db, now }: Context, { answer, place }: Omit<PasskeyLoginInput, 'address'>): Promise<string | undefined> {
  const response = readAnswer<AuthenticationResponseJSON>(answer)
  const known =
    response && (await db.prisma.passkey.findFirst({ where: { credentialId: response.id, person: { removedAt: null } } }))
  if (!response || !known) return undefined
  let challenged = ''
  const isOurs = (challenge: string) => {
    challenged = challenge
    return isChallenge(challenge, { purpose: 'login', pepper: place.pepper, now })
  }
  const credential = {
    id: known.credentialId,
    publicKey: new Uint8Array(known.publicKey),
    counter: Number(known.counter),
    transports: known.transports,
  }
  const counter = await checkKnown({ response, place, isOurs, credential })
  if (counter === undefined || !(await spendChallenge({ db, now }, challenged))) return undefined
  const [used] = await db.prisma.$queryRaw<{ done: boolean }[]>`
    SELECT note_passkey_use(${known.credentialId}, ${BigInt(counter)}) AS done`
  return used?.done ? known.personId : undefined
}

type KnownInput = {
  response: AuthenticationResponseJSON
  place: PasskeyPlace
  isOurs: (challenge: string) => boolean
  credential: Parameters<typeof verifyAuthenticationResponse>[0]['credential']
}

/** The passkey's new count, or undefined; as checkNew. */
async function checkKnown({ response, place, isOurs, credential }: KnownInput): Promise<number | undefined> {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      ...expectedOf(place),
      response,
      expectedChallenge: isOurs,
      credential,
    })
    return verified ? authenticationInfo.newCounter : undefined
  } catch {
    return undefined
  }
}

/** The cast: the library checks each of its parts, and only `id` is read before. */
function readAnswer<Answer extends { id: string }>(text: string): Answer | undefined {
  if (text.length > MOST_CHARACTERS) return undefined
  try {
    const read = JSON.parse(text) as Partial<Answer> | null
    return typeof read?.id === 'string' && /^[\w-]{1,1400}$/.test(read.id) ? (read as Answer) : undefined
  } catch {
    return undefined
  }
}
