// A thief in gateway: by whose certificate it may speak.
import { randomBytes } from 'node:crypto'
import { type Scene, sqlTry, type Try } from './try.ts'

export function gatewayTries({ world: { ours, theirs, bo, things, ourThings } }: Scene): Try[] {
  const named = { about: 'gateway', role: 'gateway', speaks: 'nobody' } as const
  const read = `SELECT file_name FROM submission WHERE employer_id = '${theirs.employerId}'`
  const speak = (fingerprint: string | undefined, employerId: string) =>
    `SELECT speak_for_certificate('${fingerprint}', '${employerId}')`
  return [
    sqlTry({
      ...{
        ...named,
        does: 'speaks for a company by the fingerprint of its certificate',
        sql: [speak(things.fingerprint, theirs.employerId), read],
      },
      remains:
        'every company that has a certificate registered: whether the client holds its key is seen in gateway alone (TLS ends there)',
    }),
    sqlTry({
      ...named,
      does: 'speaks by a certificate that nobody has registered',
      sql: [speak(randomBytes(32).toString('hex'), theirs.employerId), read],
    }),
    sqlTry({
      ...named,
      does: 'speaks for a company by another’s certificate, without a mandate',
      sql: [speak(ourThings.fingerprint, theirs.employerId), read],
    }),
    sqlTry({
      ...named,
      does: 'sets the company as a setting',
      sql: [`SELECT set_config('kvittens.employer', '${theirs.employerId}', true)`, read],
    }),
    sqlTry({
      ...named,
      does: 'speaks as web does, with a cookie',
      sql: [`SELECT speak_for('${bo.cookie}', '${theirs.employerId}')`, read],
    }),
    sqlTry({
      ...named,
      speaks: 'ours',
      does: 'registers a certificate for its own company',
      sql: `INSERT INTO certificate (id, employer_id, fingerprint) VALUES (gen_random_uuid(), '${ours.employerId}', 'x')`,
    }),
    sqlTry({
      ...named,
      speaks: 'ours',
      does: 'gives a mandate for its own company',
      sql: `INSERT INTO mandate (id, employer_id, agent_orgnr, valid_from, valid_until) VALUES (gen_random_uuid(), '${ours.employerId}', '165599001319', current_date, current_date)`,
    }),
    sqlTry({ ...named, speaks: 'ours', does: 'reads who people are', sql: 'SELECT name FROM person' }),
    sqlTry({
      ...named,
      speaks: 'ours',
      does: 'reads the cases that another has sent',
      sql: `SELECT keys FROM sent_cases WHERE employer_id = '${theirs.employerId}'`,
    }),
  ]
}
