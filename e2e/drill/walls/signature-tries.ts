// Signatures over applications to join: written without the broker's word, taken from elsewhere, or made to hold for something else.
import { signedNonce } from '#lib/access/verify-signature.ts'
import { tokenOf } from './broker-tries.ts'
import { type Ask, tryAsking, withKeeper } from './keeper-scene.ts'
import { type Result, type Scene, sqlTry, type Try } from './try.ts'
import { WALLS_NUMBERS } from './world.ts'

const PORTAL = '00000000-0000-0000-0000-000000000000'
const ABOUT = 'a signature'

export function signatureTries(scene: Scene): Try[] {
  return [...sqlTries(scene), ...tokenTries()]
}

function sqlTries({ world: { anna, bo, ourThings, things } }: Scene): Try[] {
  const {
    waiting = '',
    waitingDigest = '',
    application = '',
    application_party: party,
    application_signature: signature,
  } = ourThings
  const REFUSED =
    /permission denied|may not write|begins as a draft|does not go from|another|appends no|no rows|nothing of theirs/
  const one = (does: string, sql: string, check?: string): Try =>
    sqlTry({ about: ABOUT, does, sql, refusal: REFUSED, ...(check && { seen: { check } }) })
  const insert = (token: string, of = waiting, person = anna.personId) =>
    `INSERT INTO application_signature (application_id, person_id, as_what, way, digest, shown, id_token)
       SELECT '${of}', '${person}', 'applicant', 'login', '${waitingDigest}', 'x', ${token}`
  const link = (action: string) => `SELECT append_audit('${PORTAL}', 'person:${anna.personId}', '${action}', '${waiting}', '{}')`
  return [
    one('writes a signature that nobody made', insert(`'x'`)),
    one('writes a signature in another’s name', insert(`'x'`, things.application, bo.personId)),
    one(
      'writes a signature with the ID token of another signature',
      `${insert('id_token')} FROM application_signature WHERE id = '${signature}'`,
    ),
    one('makes a void signature count again', `UPDATE application_signature SET voided_at = NULL`),
    one(
      'moves a signature to another application',
      `UPDATE application_signature SET application_id = '${waiting}' WHERE id = '${signature}'`,
    ),
    one(
      'moves a signature to another document',
      `UPDATE application_signature SET digest = '${waitingDigest}' WHERE id = '${signature}'`,
    ),
    one(
      'writes a signature as keeper does',
      `SELECT sign_application('${waiting}', 'login', 'x', '${waitingDigest}', 'x', 'x', 'x')`,
    ),
    one('makes signatures void in another’s application', `SELECT forget_answers('${things.application}')`),
    one('hands an application in that is not signed', `UPDATE application SET state = 'submitted' WHERE id = '${waiting}'`),
    one(
      'hands an application in by the function, though it is not signed',
      `SELECT hand_in_again('${waiting}')`,
      `SELECT FROM application WHERE id = '${waiting}' AND state = 'submitted'`,
    ),
    one('hands another’s application in', `SELECT hand_in_again('${things.application}')`),
    one(
      'begins an application as one that has been handed in',
      `INSERT INTO application (reference, applicant_id, state, document, digest, submitted_at)
         SELECT 'AAAA-AAAA-A', applicant_id, 'submitted', document, digest, now() FROM application WHERE id = '${waiting}'`,
    ),
    one('says when an application was handed in', `UPDATE application SET submitted_at = now() WHERE id = '${waiting}'`),
    one(
      'takes an employer’s number without a signature',
      `UPDATE application SET holds_number_at = now() WHERE id = '${waiting}'`,
    ),
    one(
      'says yes without a signature',
      `UPDATE application_party SET answer = 'signed', answered_at = now() WHERE id = '${party}'`,
    ),
    one(
      'names somebody who has signed already',
      `INSERT INTO application_party (application_id, part, name, person_masked, address, answer, answered_at)
         VALUES ('${application}', 'administrator', 'x', 'x', 'x@y.test', 'signed', now())`,
    ),
    one('writes into the trail that somebody has signed', link('application.signed')),
    one('writes into the trail that an application was handed in', link('application.handed-in')),
  ]
}

type SigningScene = { scene: Scene; ask: Ask; token: (nonce: string, claims?: Record<string, unknown>) => Promise<string> }

function tokenTries(): Try[] {
  const one = (does: string, refusal: RegExp, work: (at: SigningScene) => Promise<Result>): Try => ({
    ...{ about: ABOUT, does, refusal },
    run: (scene) =>
      withKeeper(scene, (ask, key) => {
        const token: SigningScene['token'] = (nonce, claims = {}) =>
          tokenOf({ key, nonce, claims: { [NUMBER_CLAIM]: WALLS_NUMBERS.anna, ...claims } })
        return work({ scene, ask, token })
      }),
  })
  return [
    one('signs with the token of another person', /signing_other_person/, async (at) =>
      sign(at, { idToken: await at.token(nonceOf(at), { [NUMBER_CLAIM]: WALLS_NUMBERS.bo }) }),
    ),
    one('signs with the token of a login', /signing_digest/, async (at) => {
      const { nonce } = (await at.ask('loginNonce', {})) as { nonce: string }
      return sign(at, { nonce, idToken: await at.token(nonce) })
    }),
    one('signs with the token of another request', /signing_answer/, async (at) =>
      sign(at, { idToken: await at.token(nonceOf(at, 'another')) }),
    ),
    one('signs with a token of below the level', /signing_level/, async (at) =>
      sign(at, { idToken: await at.token(nonceOf(at), { acr: 'http://id.elegnamnden.se/loa/1.0/loa2' }) }),
    ),
    one('signs with a token of an hour ago', /signing_old/, async (at) =>
      sign(at, { idToken: await at.token(nonceOf(at), { auth_time: Math.floor(Date.now() / 1000) - 3600 }) }),
    ),
    one('signs another document than the person did', /application_changed/, async (at) =>
      sign(at, { applicationId: at.scene.world.ourThings.secondWaiting ?? '', idToken: await at.token(nonceOf(at)) }),
    ),
    one('signs another’s application', /not_found application/, async (at) =>
      sign(at, { applicationId: at.scene.world.things.application ?? '', idToken: await at.token(nonceOf(at)) }),
    ),
    one('signs twice with one token', /application_answered|signing_spent/, async (at) => {
      const idToken = await at.token(nonceOf(at))
      const first = await sign(at, { idToken })
      if (first.kind !== 'got') throw new Error(`a signature of the broker's is not taken: ${JSON.stringify(first)}`)
      // All are asked anew: nobody has answered.
      const { client, world } = at.scene
      await client.query('UPDATE application_signature SET voided_at = now() WHERE application_id = $1', [
        world.ourThings.waiting,
      ])
      const again = await sign(at, { idToken })
      return again.kind === 'refused' && again.words.includes('spent') ? sign(at, { idToken: otherSpelling(idToken) }) : again
    }),
  ]
}

const NUMBER_CLAIM = 'https://id.oidc.se/claim/personalIdentityNumber'

const nonceOf = ({ scene }: SigningScene, unique = 'x') => signedNonce('approval', { digest: digestIn(scene), unique })
const digestIn = ({ world }: Scene) => world.ourThings.waitingDigest ?? ''

function sign(
  at: SigningScene,
  { idToken, ...more }: { idToken: string; applicationId?: string; nonce?: string },
): Promise<Result> {
  const { scene, ask } = at
  const { anna, ourThings } = scene.world
  const asked = {
    credential: anna.cookie,
    applicationId: ourThings.waiting,
    nonce: nonceOf(at),
    digest: digestIn(scene),
    way: 'approval',
  }
  return tryAsking(() => ask('acceptSignature', { ...asked, idToken, ...more }))
}

/** The last character of a signature of 256 bytes holds bits that mean nothing. */
function otherSpelling(idToken: string): string {
  const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const last = ALPHABET.indexOf(idToken.at(-1) ?? '')
  return idToken.slice(0, -1) + ALPHABET[last ^ 1]
}
