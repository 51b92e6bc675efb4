// The postbeskrivningar, as anyone reads them, and what can be fetched there.

import { startCheck } from '#lib/checking/check.ts'
import { type Sample, samplesOf } from '#lib/samples/samples.ts'
import { services } from '#lib/services/catalogue.ts'
import type { Service } from '#lib/services/description.ts'
import { loadTestPersons, parseTestPersons } from '#lib/services/test-persons.ts'
import { convertTable } from '#lib/tables/convert/convert-table.ts'
import { findingTitle } from '#lib/text/findings.ts'
import { expectAccessible } from './accessible.ts'
import { expect, open, test } from './test.ts'

const NOBODY = '165560000167'

for (const service of services) {
  const path = `/postbeskrivningar/${service.id}`

  test(`${service.id}: every rule stands under its code, with what it is called; a link to one unfolds it`, async ({ page }) => {
    const last = service.codes.at(-1)
    await open(page, `${path}/regler#${last}`)
    await expect(page.locator(`#${last}`)).toBeInViewport()
    for (const code of service.codes)
      await expect(page.locator(`details:has(#${code}) summary`), code).toContainText(findingTitle(code, 'sv', service.id))
    await page.getByLabel('Sök bland reglerna').fill(service.codes[0]?.toLowerCase() ?? '')
    await page.keyboard.press('Enter')
    await expect(page.getByText(`av ${service.codes.length} regler visas`)).toBeVisible()
    await expect(page.locator(`#${service.codes[0]}`)).toBeVisible()
    await expect(page.locator(`#${last}`)).toHaveCount(0)
  })

  test(`${service.id}: every link to a file gives that file, and the check says of it what the page says`, async ({ page }) => {
    const offered: (string | undefined)[] = []
    for (const part of ['', '/regler']) {
      await open(page, path + part)
      const links = await page.getByRole('main').locator('a[href*="/exempel/"]').all()
      for (const link of links) offered.push((await link.getAttribute('href'))?.split('/').at(-1))
    }
    expect(offered.sort()).toEqual(
      samplesOf(service)
        .map(({ name }) => name)
        .sort(),
    )
    for (const sample of samplesOf(service)) {
      const answer = await page.request.get(`${path}/exempel/${sample.name}`)
      expect(answer.status(), sample.name).toBe(200)
      expect(answer.headers()['content-disposition']).toBe(`attachment; filename="${sample.name}"`)
      expect(await codesIn(service, sample, await answer.body()), sample.name).toEqual(sample.code ? [sample.code] : [])
    }
  })
}

test('the DTD is the one that files name; what does not exist is not found', async ({ page }) => {
  const dtd = await page.request.get('/postbeskrivningar/sjukanmalan/dtd')
  expect(dtd.headers()['content-disposition']).toContain('sjukanmalan-1.0.dtd')
  expect(await dtd.text()).toContain('<!ELEMENT sjukanmalan (avsandare, arbetsgivare+, kontroll)>')
  const template = await page.request.get('/postbeskrivningar/sjukanmalan/mall')
  expect([template.status(), template.headers()['content-disposition']]).toEqual([
    200,
    'attachment; filename="sjukanmalan-mall.xlsx"',
  ])
  for (const path of [
    'franvarouppgift/mall',
    'franvarouppgift/dtd',
    'annan/dtd',
    'sjukanmalan/exempel/annat.xml',
    'annan',
    'sjukanmalan/annat',
    'franvarouppgift/fasta',
    'annan/exempel/a.xml',
  ])
    expect((await page.request.get(`/postbeskrivningar/${path}`)).status(), path).toBe(404)
})

test('from the start page to a description that says whose it is', async ({ page }) => {
  await open(page, '/')
  await page.getByRole('link', { name: 'Läs postbeskrivningarna.' }).click()
  await expectAccessible(page)
  await page.getByRole('link', { name: /Läs postbeskrivningen.*Sjukanmälan/ }).click()
  await expect(page.getByText('Det är inte Försäkringskassans beskrivning')).toBeVisible()
})

/** What a check finds, asked where the fault shows. */
async function codesIn(service: Service, sample: Sample, bytes: Uint8Array): Promise<string[]> {
  const now = new Date()
  if (sample.format === 'csv' || sample.format === 'xlsx')
    return Object.keys(convertTable(service, new Uint8Array(bytes), { now, environment: 'test' }).report.counts)
  const production = sample.shows === 'produktion'
  const persons = sample.code === 'I07' ? await loadTestPersons('produktion') : parseTestPersons('190001010009')
  const check = startCheck({
    service,
    now,
    environment: production ? 'produktion' : 'test',
    testPersons: persons,
    ...(sample.shows === 'otherSender' ? { employers: [NOBODY] } : {}),
  })
  check.push(bytes)
  return Object.keys(check.finish().counts)
}
