// The invented people of the local environment, shown on the login page.
import { readFile } from 'node:fs/promises'
import { Secret, TOTP } from 'otpauth'
import { z } from 'zod'
import { MEMBER_ROLES } from '#lib/access/employers-of.ts'

const peopleShape = z.array(
  z.object({
    name: z.string(),
    personnummer: z.string(),
    username: z.string().optional(),
    password: z.string().optional(),
    totpSecret: z.string().optional(),
    support: z.boolean(),
    operator: z.boolean(),
    employers: z.array(z.object({ orgnr: z.string(), role: z.enum(MEMBER_ROLES) })),
  }),
)

export type TestPerson = z.infer<typeof peopleShape>[number] & { code: string | undefined }

export async function readTestPeople(file: string): Promise<TestPerson[]> {
  const people = peopleShape.parse(JSON.parse(await readFile(file, 'utf8')))
  return people.map((person) => ({ ...person, code: person.totpSecret && codeNow(person.totpSecret) }))
}

const codeNow = (secret: string): string => new TOTP({ secret: Secret.fromBase32(secret) }).generate()
