import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RelayFixture, relayFixture } from '#e2e/fixtures/relay.ts'
import { issueLeaf, loadAuthority } from '#e2e/rehearsal/pki/authority.ts'
import { beat } from '#lib/beat.ts'
import { DAY_MS } from '#lib/calendar.ts'
import { type EndingCertificate, endingConditions, findCertificates } from './ending-certificates.ts'

const NOW = new Date('2026-11-30T12:00:00Z')
const days = (count: number) => new Date(NOW.getTime() + count * DAY_MS)
const own = (left: number, from?: Date): EndingCertificate => ({ holder: 'own', from, until: days(left) })
const stepsOf = (certificates: EndingCertificate[]) =>
  endingConditions(certificates, NOW).map(({ subject }) => subject.split(' ')[2])

describe('the days on which an end is told', () => {
  test.each([
    [61, []],
    [60, ['60']],
    [30.5, ['60']],
    [30, ['30']],
    [14, ['14']],
    [7, ['7']],
    [1, ['1']],
    [0.1, ['1']],
    [-0.1, ['0']],
    [-3, []],
  ])('%d days before', (left, steps) => {
    expect(stepsOf([own(left)])).toEqual(steps)
  })

  test('a step longer than half of its time is passed over', () => {
    expect(stepsOf([own(50, days(-40))])).toEqual([])
    expect(stepsOf([own(29, days(-61))])).toEqual(['30'])
    const list = (left: number) => ({ holder: 'receiverList' as const, from: days(left - 7), until: days(left) })
    expect(stepsOf([list(6)])).toEqual([])
    expect(stepsOf([list(0.9)])).toEqual(['1'])
    // One that holds for a day is always about to end, and is told of when nobody has renewed it.
    expect(stepsOf([{ holder: 'receiverList', from: days(-0.9), until: days(0.1) }])).toEqual([])
    expect(stepsOf([{ holder: 'receiverList', from: days(-1.1), until: days(-0.1) }])).toEqual(['0'])
  })

  test('companies’ own that end on one day are one mail', () => {
    const of = (left: number): EndingCertificate => ({ holder: 'employers', until: days(left) })
    const told = endingConditions([of(20), of(20), of(20), of(21)], NOW)
    expect(told.map(({ params }) => params)).toMatchObject([
      { holder: 'employers', count: 3, ended: 'no', days: 20, ends: '2026-12-20' },
      { count: 1, ends: '2026-12-21' },
    ])
  })
})

describe('where they are found', () => {
  let at: RelayFixture
  beforeAll(async () => {
    at = await relayFixture()
  })
  afterAll(() => at.drop())

  test('our own, companies’ own, the receiver’s issuer and list, and what gateways say', async () => {
    const folder = join(at.given.dir, 'employers')
    mkdirSync(folder)
    const authority = await loadAuthority(readFileSync(at.pki.ca, 'utf8'), readFileSync(join(at.pki.dir, 'ca-key.pem'), 'utf8'))
    const leaf = await issueLeaf(authority, { commonName: 'a', serialNumber: at.given.first.orgnr })
    writeFileSync(join(folder, '5599001236.pem'), leaf.pem)
    writeFileSync(join(folder, 'broken.pem'), 'nothing')
    const [from, until] = [days(-1), days(10)]
    const gateway = { process: 'gateway' as const, detail: { certificates: [{ holder: 'gateway', from, until }] } }
    await beat(at.given.owner, { ...gateway, instance: 'g-1' })
    await beat(at.given.owner, { ...gateway, instance: 'g-2' })
    await beat(at.given.owner, { process: 'gateway', instance: 'old', detail: {} })
    const relay = at.relay('r')
    const { tls } = relay.receiver
    const found = await findCertificates({
      ...relay,
      receiver: { ...relay.receiver, tls: { ...tls, employerCertificates: folder } },
    })
    const holders = found.map(({ holder }) => holder)
    expect(holders.filter((holder) => holder === 'gateway')).toHaveLength(1)
    expect(new Set(holders)).toEqual(new Set(['own', 'employers', 'receiverAuthority', 'receiverList', 'gateway']))
    expect(found.find(({ holder }) => holder === 'own')?.until).toEqual(relay.channel.certificateEndsAt)
    expect(found.find(({ holder }) => holder === 'gateway')).toEqual({ holder: 'gateway', from, until })
    expect(holders.filter((holder) => holder === 'employers')).toHaveLength(1)
  })
})
