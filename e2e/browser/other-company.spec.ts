import { xmlFile } from './files.ts'
import { choose, sendChosen, verdict } from './hand-in.ts'
import { logInAs } from './log-in-as.ts'
import { expect, test } from './test.ts'

test('a file for the other company one acts for: one button changes company, checks the same file there and sends it', async ({
  page,
  context,
  owner,
  agency,
}) => {
  await agency.behave({})
  await logInAs(context, owner, { name: 'Elin Strand', orgnr: '5599001236' })
  await choose(page, xmlFile({ name: 'andra.xml', orgnr: '5599004560' }))
  await expect(verdict(page)).toHaveText(/^Går inte att skicka/)
  await page.getByRole('button', { name: /^Byt till .* och behåll filen$/ }).click()
  await expect(verdict(page)).toHaveText(/^Filen kan skickas/)
  await expect(page.getByRole('banner')).toContainText('559900-4560')
  await sendChosen(page)
})
