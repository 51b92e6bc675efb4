// What every channel must do with every fault of a receiver. Each channel's own test runs it.
import { createHash, randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Channel, OutgoingFile } from '#lib/relay/channels/channel.ts'
import type { Outcome } from '#lib/wire/outcome.ts'
import type { AgencyControl } from '../rehearsal/agency/control-client.ts'

/** `patient`: the same channel with the limits of real use, where faults are not waited for. */
export type ChannelUnderTest = { name: string; channel: () => Channel; patient: () => Channel; agency: () => AgencyControl }

/** A file of `content` in pieces, as the payload store gives it. */
export function outgoingFile(
  content: Buffer = Buffer.from(`<fil>${randomUUID()}</fil>`),
  more: Partial<OutgoingFile> = {},
): OutgoingFile {
  return {
    messageId: randomUUID(),
    orgnr: '165599001236',
    service: 'sjukanmalan',
    fileName: 'sjuk å.xml',
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    async *open() {
      for (let at = 0; at < content.length; at += 65_536) yield content.subarray(at, at + 65_536)
    },
    ...more,
  }
}

export const brief = (outcome: Outcome) => `${outcome.kind} ${outcome.code}`

export function channelSuite({ name, channel, patient, agency }: ChannelUnderTest): void {
  const send = (one: OutgoingFile) => channel().send(one, new AbortController().signal)

  describe(`${name} as a channel`, () => {
    beforeEach(() => agency().reset())

    test('a file that is taken gives the receiver’s id, time, raw answer and certificate', async () => {
      const outcome = await send(outgoingFile())
      const [entry] = await agency().ledger()
      expect(outcome).toMatchObject({
        kind: 'accepted',
        kvittensId: entry?.kvittensId,
        statedAt: new Date(entry?.receivedAt ?? 0),
        answer: { httpStatus: 202, peer: expect.stringMatching(/^[0-9a-f]{64}$/) },
      })
      if (outcome.kind === 'accepted') expect(Buffer.from(outcome.answer.raw).toString()).toContain(entry?.kvittensId)
    })

    test.each([1, 65_536, 65_537, 3_000_000])('the bytes that arrive are the bytes that were handed in: %i', async (length) => {
      const sent = outgoingFile(Buffer.alloc(length, 'åäö'))
      expect((await send(sent)).kind).toBe('accepted')
      expect(await agency().ledger()).toMatchObject([
        { bytes: length, sha256: sent.sha256, messageId: sent.messageId, orgnr: '5599001236', tjanst: 'sjukanmalan' },
      ])
    })

    test.each([
      ['reject', 'rejected status-422', 0],
      ['status-500', 'unsent status-500', 0],
      ['status-503', 'unsent status-503', 0],
      ['status-429', 'unsent status-429', 0],
      ['status-502', 'unknown status-502', 0],
      ['status-403', 'unsent status-403', 0],
      ['status-404', 'unsent status-404', 0],
      ['status-413', 'rejected status-413', 0],
      ['hang', 'unknown no-answer', 0],
      ['slow', 'accepted status-202', 1],
      ['reset-before-body', 'unsent broken-before-body', 0],
      ['reset-mid-body', 'unknown reset', 0],
      ['store-then-reset', 'unknown reset', 1],
      ['store-then-hang', 'unknown no-answer', 1],
      ['empty-answer', 'unknown answer-empty', 1],
      ['html-answer', 'unknown answer-unreadable', 0],
      ['error-later', 'accepted status-202', 1],
    ])('%s is %s', async (mode, expected, stored) => {
      await agency().behave({ rules: [{ mode: mode as 'reject' }] })
      expect(brief(await send(outgoingFile()))).toBe(expected)
      expect(await agency().ledger()).toHaveLength(stored)
    })

    test('faults that stop the line say so, and Retry-After is passed on', async () => {
      await agency().behave({ rules: [{ mode: 'status-401' }] })
      expect(await send(outgoingFile())).toMatchObject({ kind: 'unsent', fault: 'line' })
      await agency().behave({ rules: [{ mode: 'status-503', retryAfter: 7 }] })
      expect(await send(outgoingFile())).toMatchObject({ kind: 'unsent', fault: 'receiver', retryAfterMs: 7_000 })
    })

    test('a refusal carries the receiver’s words', async () => {
      await agency().behave({ rules: [{ mode: 'reject' }] })
      expect(await send(outgoingFile())).toMatchObject({ kind: 'rejected', reason: 'AVVISAD · Filen tas inte emot' })
    })

    test('the same message again gets the same receipt, and the receiver has it once', async () => {
      const one = outgoingFile()
      const [first, second] = [await send(one), await send(one)]
      expect(second).toMatchObject({ kind: 'accepted', kvittensId: first.kind === 'accepted' && first.kvittensId })
      expect(await agency().ledger()).toMatchObject([{ repeats: 1 }])
    })

    test('after every fault the next file goes through', async () => {
      for (const mode of ['reset-mid-body', 'status-500', 'html-answer', 'hang'] as const) {
        await agency().behave({ rules: [{ mode }] })
        await send(outgoingFile())
        await agency().behave({})
        expect(brief(await send(outgoingFile()))).toBe('accepted status-202')
      }
    })

    test('a copy that turns out damaged on the way never becomes a file at the receiver', async () => {
      const content = Buffer.alloc(300_000, 7)
      const changed = Buffer.from(content)
      changed[299_999] = 8
      for (const wrong of [changed, content.subarray(0, 200_000), Buffer.concat([content, content])]) {
        const outcome = await send({ ...outgoingFile(content), open: outgoingFile(wrong).open })
        expect(outcome).toMatchObject({ kind: 'unsent', code: 'payload-damaged', fault: 'payload' })
      }
      expect(await agency().ledger()).toEqual([])
    })

    test('a stopped try ends at once and is not called a delivery', async () => {
      await agency().behave({ rules: [{ mode: 'hang' }] })
      const stop = new AbortController()
      const trying = channel().send(outgoingFile(), stop.signal)
      setTimeout(() => stop.abort(), 300)
      expect(brief(await trying)).toBe('unknown aborted')
      expect(brief(await channel().send(outgoingFile(), AbortSignal.abort()))).toBe('unsent aborted')
    })

    test('many at once arrive once each', async () => {
      const many = Array.from({ length: 40 }, () => outgoingFile(Buffer.alloc(100_000, randomUUID())))
      const one = patient()
      const outcomes = await Promise.all(many.map((file) => one.send(file, new AbortController().signal)))
      expect(outcomes.map((outcome) => outcome.kind)).toEqual(many.map(() => 'accepted'))
      expect((await agency().ledger()).map((entry) => entry.sha256).sort()).toEqual(many.map((one) => one.sha256).sort())
    })

    test('the verdict of a file is asked for by its kvittensID', async () => {
      const outcome = await send(outgoingFile())
      const kvittensId = outcome.kind === 'accepted' ? outcome.kvittensId : ''
      const ask = (id: string) => channel().askVerdict({ kvittensId: id, orgnr: '165599001236' }, new AbortController().signal)
      expect(await ask(kvittensId)).toMatchObject({ kind: 'verdict', verdict: { word: 'mottagen', reason: null } })
      await expect.poll(() => ask(kvittensId), { timeout: 10_000 }).toMatchObject({ verdict: { word: 'godkand' } })
      expect(await ask('another/one?')).toEqual({ kind: 'none', code: 'status-404' })
    })
  })
}
