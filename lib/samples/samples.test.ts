import { expect, test } from 'vitest'
import { startCheck } from '#lib/checking/check.ts'
import type { Report } from '#lib/checking/report.ts'
import { services } from '#lib/services/catalogue.ts'
import type { Service } from '#lib/services/description.ts'
import { loadTestPersons, parseTestPersons } from '#lib/services/test-persons.ts'
import { convertTable } from '#lib/tables/convert/convert-table.ts'
import { makeSample, type Sample, samplesOf, whyNoSample } from './samples.ts'

/** The leap day, the nights when clocks change, the turns of months and years, and now. */
const DAYS = ['2026-11-21', '2026-12-31', '2027-01-01', '2027-03-28', '2027-03-30', '2027-10-31', '2028-02-29', '2028-03-14']
const moments = DAYS.flatMap((day) => [
  new Date(`${day}T00:02:00+01:00`),
  new Date(`${day}T12:00:00Z`),
  new Date(`${day}T22:58:00Z`),
])
const NOBODY = parseTestPersons('190001010009')

async function check(service: Service, sample: Sample, now: Date): Promise<Report> {
  const production = sample.shows === 'produktion'
  const testPersons = sample.code === 'I07' ? await loadTestPersons('produktion') : NOBODY
  const running = startCheck({
    service,
    now,
    ...(production ? { environment: 'produktion', testPersons } : { environment: 'test' }),
    ...(sample.shows === 'otherSender' ? { employers: ['165560000167'] } : {}),
  })
  running.push(makeSample(service, sample, now))
  return running.finish()
}

const all = services.flatMap((service) => samplesOf(service).map((sample) => [sample.name, service, sample] as const))

const isTable = ({ format }: Sample) => format === 'csv' || format === 'xlsx'

test.each(all.filter(([, , sample]) => sample.code === null && !isTable(sample)))(
  '%s has no fault on any day it is fetched',
  async (_, service, sample) => {
    for (const now of moments) {
      const { findings, format, poster } = await check(service, sample, now)
      expect(findings, now.toISOString()).toEqual([])
      expect({ format, poster }).toEqual({ format: sample.format, poster: 2 })
    }
  },
)

test.each(all.filter(([, , { code }]) => code !== null))('%s has that fault and no other', async (_, service, sample) => {
  for (const now of moments)
    expect(Object.keys((await check(service, sample, now)).counts), now.toISOString()).toEqual([sample.code])
})

test.each(services.map((service) => [service.id, service] as const))(
  '%s: every rule has a sample, or a reason for none',
  (_, service) => {
    const shown = samplesOf(service).map(({ code }) => code)
    const missing = service.codes.filter((code) => !shown.includes(code) && !whyNoSample(code))
    expect(missing, 'teach SPOILS in lib/samples/spoil-draft.ts, or give a reason in samples.ts (NONE)').toEqual([])
  },
)

test.each(all.filter(([, , sample]) => isTable(sample)))(
  '%s becomes a file without faults, whoever is logged in',
  (_, service, sample) => {
    for (const now of moments) {
      const { report, repairs, xml } = convertTable(service, makeSample(service, sample, now), { now, environment: 'test' })
      expect(report.findings, now.toISOString()).toEqual([])
      expect(repairs.filter(({ kind }) => kind !== 'bom')).toEqual([])
      expect({ format: report.format, poster: report.poster, sent: xml !== undefined }).toEqual({
        format: sample.format,
        poster: 2,
        sent: true,
      })
    }
  },
)
