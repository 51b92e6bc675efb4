// The forms of an application to join, as a browser sends them: where each leads, what it keeps, and who becomes a person by it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { logInBrowser, postForm, sendForm } from '#e2e/fixtures/forms.ts'
import { guestBrowser } from '#e2e/fixtures/guest.ts'
import { A_PDF, filled, NUMBERS } from '#e2e/fixtures/joining.ts'
import { type WebFixture, webFixture } from '#e2e/fixtures/web.ts'
import { TestBrowser } from '#e2e/rehearsal/broker/test-browser.ts'
import { hashLink } from '#lib/access/link-token.ts'
import { personKey } from '#lib/access/person.ts'
import { LIMITS } from '#lib/limits.ts'

let at: WebFixture
let anna: TestBrowser
beforeAll(async () => {
  at = await webFixture()
  anna = await logInBrowser(at, at.first.anna)
  const mail = { mail: 'hanna@exempel.test', mailVerifiedAt: new Date() }
  await at.owner.prisma.person.update({ where: { id: at.first.anna.personId }, data: mail })
})
afterAll(() => at.drop())

const persons = () => at.owner.prisma.person.count()
const start = async (browser = anna) => {
  const to = await sendForm(browser, '/api/anslut', { slag: 'join' })
  return /^\/anslut\/([^/]+)\/du$/.exec(to)?.[1] ?? to
}
const guest = (number: string) => guestBrowser(at, number)
const flat = (typed: Readonly<Record<string, string | readonly string[]>> = {}) =>
  Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, [value].flat().join(',')]))
const save = (reference: string, step: string, fields: Record<string, string>, browser = anna) =>
  sendForm(browser, `/api/anslut/${reference}/steg/${step}`, fields)
const upload = async (reference: string, bytes: Uint8Array<ArrayBuffer>, name = 'Årsmöte "1".pdf') => {
  const body = new FormData()
  body.set('fil', new Blob([bytes], { type: 'application/pdf' }), name)
  const headers = { origin: at.url, 'sec-fetch-site': 'same-origin', cookie: anna.cookieHeader(), accept: 'text/html' }
  const address = `${at.url}/api/anslut/${reference}/underlag`
  return (await fetch(address, { method: 'POST', body, headers, redirect: 'manual' })).headers.get('location')
}
const get = (path: string) => fetch(`${at.url}${path}`, { headers: { cookie: anna.cookieHeader() } })

test('a guest becomes a person by the button alone, once, and their number is kept sealed for the signature', async () => {
  const browser = await guest(NUMBERS.stig)
  const before = await persons()
  expect(await sendForm(new TestBrowser(at.url), '/api/anslut', {})).toBe('/logga-in?fel=utgangen&next=%2Fanslut')
  expect(await persons()).toBe(before)
  const reference = await start(browser)
  expect(await persons()).toBe(before + 1)
  expect(browser.cookieHeader()).not.toContain('guest')
  const { fields } = await at.owner.prisma.application.findUniqueOrThrow({ where: { reference } })
  expect(JSON.stringify(fields)).toContain('"sealed"')
  expect(JSON.stringify(fields)).not.toContain(NUMBERS.stig)
  await start(browser)
  expect(await persons()).toBe(before + 1)
})

test('each step leads to the next one, or back to itself with what is wrong; what was typed is kept, wrong too', async () => {
  const reference = await start()
  const page = (step: string) => `/anslut/${reference}/${step}`
  const steps = filled('hanna')
  expect(await save(reference, 'du', flat(steps.du))).toBe(page('arbetsgivaren'))
  expect(await save(reference, 'arbetsgivaren', { ...flat(steps.arbetsgivaren), postcode: '85' })).toBe(
    `${page('arbetsgivaren')}?visa=fel`,
  )
  expect(await save(reference, 'arbetsgivaren', flat(steps.arbetsgivaren))).toBe(page('kontakt'))
  expect(await save(reference, 'kontakt', {})).toBe(page('firmateckning'))
  expect(await save(reference, 'firmateckning', { gor: 'fler:signatoryCount' })).toBe(`${page('firmateckning')}#signatoryCount`)
  expect(await save(reference, 'firmateckning', { gor: 'farre:signatoryCount' })).toBe(`${page('firmateckning')}#signatoryCount`)
  expect(await save(reference, 'firmateckning', {})).toBe(`${page('firmateckning')}?visa=fel`)
  expect(await upload(reference, new Uint8Array(A_PDF))).toBe(`${page('firmateckning')}?klart=underlag#underlag`)
  expect(await save(reference, 'firmateckning', {})).toBe(page('administratorer'))
  expect(await save(reference, 'administratorer', {})).toBe(page('tjanster'))
  expect(await save(reference, 'tjanster', {})).toBe(page('villkor'))
  expect(await save(reference, 'villkor', {})).toBe(`${page('villkor')}?visa=fel`)
  expect(await save(reference, 'villkor', flat(steps.villkor))).toBe(page('granska'))
  expect(await save(reference, 'nej', {})).toBe(`${page('nej')}?fel=not_found&fall=application`)
  expect(await save(reference, 'du', { okand: 'x' })).toBe(`${page('du')}?fel=invalid&fall=application_field`)
  expect((await get(`/api/anslut/${reference}/blankett`)).status).toBe(409)
  expect(await sendForm(anna, `/api/anslut/${reference}/skicka`, {})).toBe(`/anslut/${reference}?klart=skickad`)
  const paper = await get(`/api/anslut/${reference}/blankett`)
  expect(paper.headers.get('content-disposition')).toContain('attachment')
  expect(
    Buffer.from(await paper.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
  expect(await save(reference, 'du', flat(steps.du))).toBe(`${page('du')}?fel=conflict&fall=application_state`)
  expect(await sendForm(anna, `/api/anslut/${reference}/andra`, {})).toBe(`/anslut/${reference}?klart=oppnad`)
  expect(await sendForm(anna, `/api/anslut/${reference}/aterta`, {})).toBe(`/anslut/${reference}?klart=atertagen`)
})

test('a code verifies the applicant’s address on the first step', async () => {
  const browser = await guest(NUMBERS.vera)
  const reference = await start(browser)
  const typed = { ...flat(filled('hanna').du), mail: 'vera@exempel.test' }
  const page = `/anslut/${reference}/du`
  expect(await save(reference, 'du', typed, browser)).toBe(`${page}?klart=kod#kod`)
  expect(await save(reference, 'du', { ...typed, kod: '000' }, browser)).toBe(`${page}?fel=invalid&fall=mail_code`)
  const mail = await at.owner.prisma.notice.findFirstOrThrow({
    where: { kind: 'person-mail-code', recipient: 'vera@exempel.test' },
  })
  const { code } = mail.params as { code: string }
  expect(await save(reference, 'du', { ...typed, kod: code }, browser)).toBe(`/anslut/${reference}/arbetsgivaren`)
})

test('a field that is left is kept by itself, and the answer says what is wrong with it', async () => {
  const reference = await start()
  const keep = async (fields: Record<string, string>) =>
    (await postForm(anna, `/api/anslut/${reference}/steg/arbetsgivaren/falt`, { fields })).json()
  expect(await keep({ town: 'Sundsvall' })).toEqual({ fel: [] })
  expect(await keep({ postcode: '1' })).toEqual({ fel: [{ field: 'postcode', fault: 'postcode' }] })
  const { fields } = await at.owner.prisma.application.findUniqueOrThrow({ where: { reference } })
  expect(fields).toMatchObject({ town: 'Sundsvall', postcode: '1' })
})

test('only a PDF of a fair size is taken; it is given back to be saved, under a plain name', async () => {
  const reference = await start()
  const page = `/anslut/${reference}/firmateckning`
  expect(await upload(reference, new TextEncoder().encode('<html>'))).toBe(`${page}?fel=unsupported&fall=basis`)
  const large = new Uint8Array(LIMITS.applicationFileMegabytes * 1024 * 1024 + 1)
  large.set(A_PDF)
  expect(await upload(reference, large)).toBe(`${page}?fel=too_large&fall=basis`)
  expect(await upload(reference, new Uint8Array(A_PDF))).toContain('klart=underlag')
  const { id } = await at.owner.prisma.applicationFile.findFirstOrThrow({ where: { application: { reference } } })
  const given = await get(`/api/anslut/${reference}/underlag/${id}`)
  expect(given.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+"$/)
  expect(given.headers.get('content-security-policy')).toContain('sandbox')
  expect(await sendForm(anna, `/api/anslut/${reference}/underlag/ta-bort`, { id })).toContain('klart=borttaget')
  expect((await get(`/api/anslut/${reference}/underlag/${id}`)).status).toBe(404)
})

test('a link makes nobody a person whom it does not name', async () => {
  await at.owner.pool.query(`UPDATE application SET state = 'withdrawn' WHERE state = 'draft'`)
  const reference = await start()
  const row = await at.owner.prisma.application.findUniqueOrThrow({ where: { reference } })
  const named = { part: 'signatory', name: 'Omar', personMasked: 'x', address: 'omar@exempel.test' }
  const key = personKey(at.keeper.env.PERSON_KEY, NUMBERS.omar)
  await at.owner.prisma.applicationParty.create({
    data: { ...named, applicationId: row.id, personKey: key, tokenHash: hashLink('t'.repeat(43)) },
  })
  await at.owner.prisma.application.update({ where: { id: row.id }, data: { askedAt: new Date() } })
  const before = await persons()
  const other = await guest(NUMBERS.hanna)
  for (const fields of [{ lank: 't'.repeat(43) }, { referens: reference }, { lank: 'x' }, {}])
    expect(await sendForm(other, '/api/anslut/oppna', fields as Record<string, string>)).toBe(
      '/anslut?fel=not_found&fall=application',
    )
  expect(await persons()).toBe(before)
  expect(await sendForm(await guest(NUMBERS.omar), '/api/anslut/oppna', { lank: 't'.repeat(43) })).toBe(`/anslut/${reference}`)
  expect(await persons()).toBe(before + 1)
})
