// Every rule: one file that passes and one that fails, in every encoding it can be broken in.
import { describe, expect, test } from 'vitest'
import { allFiles } from '#e2e/fixtures/checking/all-files.ts'
import { NOW } from '#e2e/fixtures/checking/build.ts'
import type { RuleFile } from '#e2e/fixtures/checking/rule-file.ts'
import { serviceById, services } from '#lib/services/catalogue.ts'
import { FIXED, type Service } from '#lib/services/description.ts'
import { NEEDS_HISTORY } from '#lib/services/rules.ts'
import { startCheck } from './check.ts'
import type { Report } from './report.ts'

const name = ({ service, format, code, about }: RuleFile) => [service, format ?? 'any', code, about].join(' · ')

function check({ service, options }: RuleFile, bytes: Uint8Array, more: RuleFile['failOptions'] = {}): Report {
  const described = serviceById(service) as Service
  const running = startCheck({ service: described, now: NOW, environment: 'test', ...options, ...more })
  running.push(bytes)
  return running.finish()
}

describe.each(allFiles.map((file) => [name(file), file] as const))('%s', (_, file) => {
  test('the right file passes', () => {
    const report = check(file, file.pass)
    expect(report.findings).toEqual([])
    expect(report.counts).toEqual({})
  })

  test('the wrong file is found wrong for that alone, and there', () => {
    const report = check(file, file.fail, file.failOptions)
    expect(report.counts).toEqual({ [file.code]: 1 })
    expect(report.format).toBe(file.format)
    const [finding] = report.findings
    if (!finding) throw new Error('counted but not kept')
    expect(finding.code).toBe(file.code)
    const { points, ...place } = file.at
    expect(finding.at).toMatchObject(place)
    const shown = points && Buffer.from(points, file.format === FIXED ? 'latin1' : 'utf8')
    if (shown) expect(Buffer.from(file.fail.subarray(finding.at.byte, finding.at.byte + shown.length))).toEqual(shown)
  })
})

test.each(services.map((service) => [service.id, service] as const))('%s: no rule without files', (id, service) => {
  // Two million cases (F10) are no fixture, and F16 is about tables: each has tests of its own.
  const expected = service.codes.filter((code) => !NEEDS_HISTORY.includes(code) && !['F10', 'F16'].includes(code))
  const covered = new Set(allFiles.filter((file) => file.service === id).map(({ code }) => code))
  const missing = expected.filter((code) => !covered.has(code))
  expect(missing, `add files of ${id} to e2e/fixtures/checking, and their list to all-files.ts there`).toEqual([])
  const strange = [...covered].filter((code) => !service.codes.includes(code))
  expect(strange, `name them in \`codes\` of lib/services/${id}.ts, or take the files away`).toEqual([])
})
