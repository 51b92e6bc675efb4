// What the rehearsal mail server got.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ReadMail, readMail } from '../fixtures/mails.ts'
import { readEnvironment } from './place.ts'
import { expect } from './test.ts'

/** The first mail to the address whose subject is that, or fits, as soon as it is there. */
export async function receivedMail(address: string, subject: string | RegExp): Promise<ReadMail> {
  const isSought = (said: string) => (typeof subject === 'string' ? said === subject : subject.test(said))
  const sought = () => mailsTo(address).find((mail) => isSought(mail.subject))
  await expect.poll(() => sought() !== undefined, { message: `a mail to ${address}`, timeout: 30_000 }).toBe(true)
  const mail = sought()
  if (!mail) throw new Error(`no mail to ${address}`)
  return mail
}

function mailsTo(address: string): ReadMail[] {
  const dir = join(readEnvironment().settings.dir, 'mail')
  const mails = readdirSync(dir).map((file) => readMail(readFileSync(join(dir, file), 'utf8')))
  return mails.filter(({ to }) => to.includes(address))
}
