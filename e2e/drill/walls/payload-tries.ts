// Files at rest: what one key opens, and what web and gateway may say about keys.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { openPayload } from '#lib/store/open-payload.ts'
import { startPayload } from '#lib/store/start-payload.ts'
import { prepareStore } from '#lib/store/store.ts'
import { type Result, type Scene, sqlTry, type Try } from './try.ts'

export function payloadTries(_scene: Scene): Try[] {
  const about = 'files at rest'
  const DENIED = /permission denied/
  const own = `age1${'q'.repeat(58)}`
  const roles = ['web', 'gateway'] as const
  return [
    {
      ...{
        about,
        does: 'opens last month’s payload with this month’s key',
        refusal: /no identity matched|not sealed|another key|damaged|cannot/i,
      },
      run: () => openWith('another'),
    },
    {
      about,
      does: 'opens a payload with the key of its month',
      refusal: /never/,
      remains: 'what a leaked key opens: the payloads of its month',
      run: () => openWith('its own'),
    },
    ...roles.flatMap((role) => [
      sqlTry({
        about,
        role,
        does: `plants a recipient of its own (${role})`,
        sql: `INSERT INTO payload_key (month, recipient) VALUES ('2031-01', '${own}')`,
        refusal: DENIED,
      }),
      sqlTry({
        about,
        role,
        does: `changes the month’s recipient to its own (${role})`,
        sql: `UPDATE payload_key SET recipient = '${own}'`,
        refusal: DENIED,
      }),
      sqlTry({
        about,
        role,
        does: `has a month’s key destroyed (${role})`,
        sql: 'UPDATE payload_key SET destroyed_at = now()',
        refusal: DENIED,
      }),
    ]),
  ]
}

/** A payload as web puts it away, opened with its own month's key, or another's. */
async function openWith(which: 'its own' | 'another'): Promise<Result> {
  const dir = await mkdtemp(join(tmpdir(), 'kvittens-walls-'))
  try {
    await prepareStore(dir)
    const [last, now] = [await generateIdentity(), await generateIdentity()]
    const [employerId, bytes] = [randomUUID(), randomBytes(100)]
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const payload = await startPayload({ dir, employerId, recipient: await identityToRecipient(last), month: '2026-10' })
    await payload.write(bytes)
    await payload.finish()
    await payload.seal(sha256)
    for await (const plain of openPayload({ dir, employerId, sha256, identity: which === 'its own' ? last : now }))
      return { kind: 'got', what: `${plain.length} bytes` }
    return { kind: 'refused', words: 'nothing' }
  } catch (error) {
    return { kind: 'refused', words: (error as Error).message }
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}
