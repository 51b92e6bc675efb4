// A login by e-legitimation that nobody made: what keeper believes of the broker's word, passed on by a taken web.
import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { SignJWT } from 'jose'
import { type Ask, BROKER_KEY_ID, withKeeper } from './keeper-scene.ts'
import type { Result, Scene, Try } from './try.ts'

const LEVEL = 'http://id.elegnamnden.se/loa/1.0/loa3'
const NUMBER_CLAIM = 'https://id.oidc.se/claim/personalIdentityNumber'

type TokenInput = { key: KeyObject; nonce: string; claims?: Record<string, unknown> }

export function brokerTries(): Try[] {
  const about = 'the login broker’s word'
  const one = (does: string, work: (ask: Ask, key: KeyObject) => Promise<Result>): Try => ({
    ...{ about, does, refusal: /^refused (nonce|key|answer)/ },
    run: (scene: Scene) => withKeeper(scene, work),
  })
  return [
    one('logs somebody in by a token for a nonce of its own', async (ask, key) =>
      prove(ask, await tokenOf({ key, nonce: randomBytes(54).toString('base64url') })),
    ),
    one('logs somebody in by a token that was used before', async (ask, key) => {
      const token = await tokenOf({ key, nonce: await nonceOf(ask) })
      const first = await prove(ask, token)
      if (first.kind !== 'got') throw new Error(`a login of the broker's is not let in: ${JSON.stringify(first)}`)
      return prove(ask, token)
    }),
    one('logs somebody in by another token for a nonce that was used', async (ask, key) => {
      const nonce = await nonceOf(ask)
      await prove(ask, await tokenOf({ key, nonce }))
      return prove(ask, await tokenOf({ key, nonce, claims: { [NUMBER_CLAIM]: '198507099805' } }))
    }),
    one('logs somebody in by a token that it signed itself', async (ask) => {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
      return prove(ask, await tokenOf({ key: privateKey, nonce: await nonceOf(ask) }))
    }),
    one('logs somebody in by a token that nobody signed', async (ask, key) => {
      const [, claims] = (await tokenOf({ key, nonce: await nonceOf(ask) })).split('.')
      return prove(ask, `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`)
    }),
    one('logs somebody in by the broker’s token for another client', async (ask, key) =>
      prove(ask, await tokenOf({ key, nonce: await nonceOf(ask), claims: { aud: 'another' } })),
    ),
  ]
}

const nonceOf = async (ask: Ask): Promise<string> => ((await ask('loginNonce', {})) as { nonce: string }).nonce

async function prove(ask: Ask, idToken: string): Promise<Result> {
  const said = (await ask('proveLogin', { idToken, mustBeFresh: false })) as { kind: string; why?: string }
  return said.kind === 'refused' ? { kind: 'refused', words: `refused ${said.why}` } : { kind: 'got', what: said.kind }
}

/** An ID token of the broker's, of just now. */
export function tokenOf({ key, nonce, claims = {} }: TokenInput): Promise<string> {
  const seconds = Math.floor(Date.now() / 1000)
  const who = {
    iss: 'https://broker.example/oidc',
    aud: 'kvittens',
    sub: 'x',
    acr: LEVEL,
    [NUMBER_CLAIM]: '197408169246',
    name: 'Bo',
  }
  const times = { iat: seconds - 1, exp: seconds + 300, auth_time: seconds - 5 }
  return new SignJWT({ ...who, ...times, nonce, ...claims }).setProtectedHeader({ alg: 'PS256', kid: BROKER_KEY_ID }).sign(key)
}
