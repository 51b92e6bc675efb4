// Keeper on a socket of its own beside a scene, as whoever has taken web can ask it.
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '#lib/errors.ts'
import type { DeliveryTicket } from '#lib/keeping/fetch-opened.ts'
import { keeperFixture } from '../../fixtures/keeper.ts'
import type { Result, Scene } from './try.ts'

/** Any operation by its name, and any input: a thief is bound by no type. */
export type Ask = (name: string, input: object) => Promise<unknown>
/** `brokerKey`: with which the login broker signs; keeper has its public half in a file. */
type KeeperOfScene = { ask: Ask; brokerKey: KeyObject }

export const BROKER_KEY_ID = 'broker'

const keepers = new WeakMap<Scene, Promise<KeeperOfScene>>()

/** One keeper for all tries of a scene; it goes with the scene. */
export async function withKeeper(scene: Scene, work: (ask: Ask, brokerKey: KeyObject) => Promise<Result>): Promise<Result> {
  const started = keepers.get(scene) ?? startKeeper(scene)
  keepers.set(scene, started)
  const { ask, brokerKey } = await started
  return work(ask, brokerKey)
}

async function startKeeper(scene: Scene): Promise<KeeperOfScene> {
  const dir = await mkdtemp(join(tmpdir(), 'kvittens-walls-'))
  const { privateKey: brokerKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwks = join(dir, 'jwks.json')
  await writeFile(
    jwks,
    JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: BROKER_KEY_ID, alg: 'PS256', use: 'sig' }] }),
  )
  const keeper = await keeperFixture(scene, { OIDC_JWKS_FILE: jwks })
  scene.beforeDrop.push(async () => {
    await keeper.drop()
    await rm(dir, { recursive: true, force: true })
  })
  const { keeping } = keeper
  const ask = keeping.ask as unknown as Ask
  return {
    brokerKey,
    ask: (name, input) => (name === 'openDelivery' ? readAll(keeping.openDelivery(input as DeliveryTicket)) : ask(name, input)),
  }
}

async function readAll(pieces: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0
  for await (const piece of pieces) bytes += piece.length
  return bytes
}

/** What keeper answers, or in which words it refuses. */
export async function tryAsking(ask: () => Promise<unknown>): Promise<Result> {
  try {
    return { kind: 'got', what: JSON.stringify(await ask()).slice(0, 120) }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { kind: 'refused', words: [error.code, error.detail].filter(Boolean).join(' ') }
  }
}
