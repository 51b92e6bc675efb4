// Whoever has taken web may open keeper's socket: what it answers to somebody whose cookie the thief does not hold, or too often.
import { randomBytes, randomUUID } from 'node:crypto'
import { newToken } from '#lib/access/session-token.ts'
import { KEYS_A_SECOND } from '#lib/keeping/number-operations.ts'
import { KEEPER_OPERATIONS } from '#lib/keeping/operations.ts'
import { type Ask, tryAsking, withKeeper } from './keeper-scene.ts'
import type { Result, Scene, Try } from './try.ts'

type KeeperQuestion = { does: string; name: string; input: (scene: Scene) => object; remains?: string }

/** Those that a thief may call as anybody may who has no login: what they answer is decided in lib/keeping, beside each. */
const OF_STRANGERS = [
  ...['logInWithPassword', 'logInWithPasskey', 'offerPasskeyLogin', 'readLoginLink', 'chooseByLink'],
  ...['loginNonce', 'proveLogin', 'admitGuest'],
]
const ONE_NUMBER = { purpose: 'invitation', numbers: ['191212121212'] }

const colleague = ({ world: { anna, theirs, bo } }: Scene) => ({
  credential: anna.cookie,
  employerId: theirs.employerId,
  personId: bo.personId,
})
const manyNumbers = (count: number) => Array.from({ length: count }, (_, n) => String(190_001_010_000 + n))

const ASKED: KeeperQuestion[] = [
  {
    does: 'asks for a personnummer’s key without a login',
    name: 'keyNumbers',
    input: () => ({ credential: `kvittens=${newToken()}`, ...ONE_NUMBER }),
  },
  {
    does: 'asks for a personnummer’s key with a login that has ended',
    name: 'keyNumbers',
    input: ({ world }) => ({ credential: world.past.cookie, ...ONE_NUMBER }),
  },
  {
    does: 'asks for a personnummer’s key with the id of another’s login',
    name: 'keyNumbers',
    input: ({ world }) => ({ credential: world.bo.sessionId, ...ONE_NUMBER }),
  },
  {
    does: 'asks for more numbers’ keys at once than one application has',
    name: 'keyNumbers',
    input: ({ world }) => ({ credential: world.anna.cookie, purpose: 'invitation', numbers: manyNumbers(KEYS_A_SECOND + 1) }),
  },
  { does: 'asks how a colleague at another company logs in', name: 'readColleagueLogin', input: colleague },
  { does: 'unlocks the login of another company’s person', name: 'openColleagueLogin', input: colleague },
  { does: 'has a login link made for another company’s person', name: 'giveLoginLink', input: colleague },
  {
    does: 'has a login link made as an operator',
    name: 'giveLoginAsOperator',
    input: ({ world }) => ({ credential: world.anna.cookie, typed: 'bo.kanarie' }),
  },
  {
    does: 'unlocks a login as an operator',
    name: 'openLoginAsOperator',
    input: ({ world }) => ({ credential: world.anna.cookie, typed: 'bo.kanarie' }),
  },
  {
    does: 'lists the login links that wait',
    name: 'listWaitingLinks',
    input: ({ world }) => ({ credential: world.anna.cookie }),
  },
  {
    does: 'removes another’s passkey',
    name: 'removePasskey',
    input: ({ world }) => ({ credential: world.anna.cookie, passkeyId: world.things.passkey }),
  },
  {
    does: 'chooses a password by a link that was never sent',
    name: 'chooseByLink',
    input: () => ({
      token: newToken(),
      username: 'thief',
      password: randomBytes(20).toString('hex'),
      totp: '000000',
      code: '00000',
    }),
  },
  {
    does: 'has a file from FK opened by a ticket that nobody wrote',
    name: 'openDelivery',
    input: ({ world }) => ({ credential: world.anna.cookie, ticket: randomUUID() }),
  },
  { does: 'asks for an operation that keeper does not have', name: 'readIdentity', input: () => ({}) },
]

export function keeperTries(): Try[] {
  const about = 'keeper'
  const REFUSED = /^(not_signed_in|not_found|not_allowed|invalid|conflict|too_many|unavailable content)/
  const asked = ASKED.map(
    ({ does, name, input, remains }): Try => ({
      ...{ about, does, refusal: REFUSED, ...(remains && { remains }) },
      run: (scene) => withKeeper(scene, (ask) => tryAsking(() => ask(name, input(scene)))),
    }),
  )
  return [
    ...asked,
    {
      about,
      does: 'tries numbers against a key, as fast as it can',
      refusal: /too_many/,
      run: (scene) => withKeeper(scene, (ask) => countKeys(scene, ask)),
    },
    { about, does: 'asks each operation with another’s cookie', refusal: /^every/, run: (scene) => withKeeper(scene, askEvery) },
  ]
}

/** Numbers in ever new calls until keeper says no: how many it gave within that second. */
async function countKeys({ world: { anna } }: Scene, ask: Ask): Promise<Result> {
  for (let given = 0; given <= 10 * KEYS_A_SECOND; given += 10) {
    const result = await tryAsking(() =>
      ask('keyNumbers', { credential: anna.cookie, purpose: 'invitation', numbers: manyNumbers(10) }),
    )
    if (result.kind !== 'got')
      return { ...result, ...(result.kind === 'refused' && { words: `${result.words}, after ${given} numbers` }) }
  }
  return { kind: 'got', what: `${10 * KEYS_A_SECOND} numbers without a pause` }
}

/** Operations that take a cookie refuse one that nobody has. */
async function askEvery(ask: Ask): Promise<Result> {
  const open: string[] = []
  const names = Object.keys(KEEPER_OPERATIONS).filter((name) => !OF_STRANGERS.includes(name))
  for (const name of names) {
    const result = await tryAsking(() => ask(name, { ...EVERY_FIELD, ...OWN_FIELDS[name], credential: `kvittens=${newToken()}` }))
    if (result.kind === 'got' || !/^not_signed_in|^not_found/.test(result.kind === 'refused' ? result.words : '')) open.push(name)
  }
  if (open.length > 0) return { kind: 'got', what: `an answer from ${open.join(', ')}` }
  return { kind: 'refused', words: `every one of ${names.length} wants a login` }
}

/** Where a field's name means another thing. */
const OWN_FIELDS: Record<string, object> = {
  storeNumbers: { numbers: [{ text: 'x', canonical: null }] },
  acceptSignature: { applicationId: randomUUID(), idToken: 'x', nonce: 'x', digest: '0'.repeat(64), way: 'login' },
  checkSignatures: { digest: '0'.repeat(64), signatures: [] },
}

/** One for each field that an operation has. */
const EVERY_FIELD = {
  ...ONE_NUMBER,
  ...{ employerId: randomUUID(), personId: randomUUID(), passkeyId: randomUUID(), ticket: randomUUID() },
  ...{ password: 'fyra trötta älgar går hem', code: '000000', offered: 'x', answer: '{}', label: 'x', typed: 'x', sealed: ['x'] },
  ...{ address: 'a@b.test', language: 'sv', path: '/konto' },
}
