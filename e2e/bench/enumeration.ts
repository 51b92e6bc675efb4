// node e2e/bench/enumeration.ts [PAIRS]: whether a login tells which user names exist. 1,000 interleaved pairs: a name that exists
// (with code app; every other one with a passkey too) and one that does not, both with a wrong password. Prints the area under the curve of
// the times that the answers took (0.5: they tell nothing), and fails outside 0.45 to 0.55, or when two answers differ.
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Agent, request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setPassword } from '#lib/access/set-password.ts'
import { type Db, openDb } from '#lib/db.ts'
import { CODE_SECRET } from '../fixtures/one-time-code.ts'
import { withEnvironment } from './environment.ts'

const PAIRS = Number(process.argv[2] ?? 1000)
const [LEAST, MOST] = [0.45, 0.55]

type Timing = { exists: boolean; ms: number }

await withEnvironment(async ({ settings, databaseUrl }, dir) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const owner = openDb(databaseUrl, { max: 2 })
  const ask = (name: string) => tryLogin({ owner, agent, portal: settings.publicUrl }, name)
  try {
    const existing = await addPeople(owner, readFileSync(join(dir, 'secrets', 'person-key'), 'utf8'))
    for (let i = 0; i < 20; i++) await ask(newName())
    const times: Timing[] = []
    const answers = new Set<string>()
    for (const name of existing) {
      const pair = [
        { exists: true, name },
        { exists: false, name: newName() },
      ]
      if (Math.random() < 0.5) pair.reverse()
      for (const one of pair) {
        const { ms, answer } = await ask(one.name)
        times.push({ exists: one.exists, ms })
        answers.add(answer)
      }
    }
    tell(times, answers)
  } finally {
    agent.destroy()
    await owner.close()
  }
})

function tell(times: Timing[], answers: ReadonlySet<string>): void {
  const auc = areaUnderCurve(times)
  const median = (exists: boolean) => {
    const sorted = times.filter((time) => time.exists === exists).map(({ ms }) => ms)
    return sorted.sort((a, b) => a - b)[Math.floor(sorted.length / 2)]?.toFixed(2)
  }
  console.log(
    `pairs ${PAIRS}, AUC ${auc.toFixed(3)}, median ${median(true)} ms for names that exist, ${median(false)} ms for others`,
  )
  console.log(`different answers: ${answers.size}`)
  if (auc < LEAST || auc > MOST || answers.size !== 1) process.exitCode = 1
}

function newName(): string {
  return `namn-${randomBytes(6).toString('hex')}`
}

/** With the password and code app of one, so that only one password is hashed. */
async function addPeople(db: Db, pepper: string): Promise<string[]> {
  const { prisma, pool } = db
  const person = () => ({ name: 'Namn Namnsson', personKey: randomBytes(32).toString('hex'), personMasked: '19121212-****' })
  const { id } = await prisma.person.create({ data: person() })
  const set = { username: newName(), password: 'fyra trötta älgar går hem', totpSecret: CODE_SECRET, pepper }
  await setPassword({ db }, { personId: id, ...set })
  const { passwordHash, totpSecret } = await prisma.person.findUniqueOrThrow({ where: { id } })
  const names = Array.from({ length: PAIRS }, newName)
  await prisma.person.createMany({ data: names.map((username) => ({ ...person(), username, passwordHash, totpSecret })) })
  await pool.query(`INSERT INTO passkey (person_id, credential_id, public_key, counter, label)
    SELECT id, 'credential-' || id, '\\x00', 0, 'x'
    FROM (SELECT id, row_number() OVER () AS n FROM person WHERE password_hash IS NOT NULL) p WHERE n % 2 = 0`)
  return names
}

type Asking = { owner: Db; agent: Agent; portal: string }

/** With a wrong password, and without a delay: what was counted before is forgotten. */
async function tryLogin({ owner, agent, portal }: Asking, username: string): Promise<{ ms: number; answer: string }> {
  await owner.pool.query('DELETE FROM login_delay')
  const body = new URLSearchParams({ username, password: 'en gissning av många', totp: '123456' }).toString()
  const headers = {
    origin: portal,
    'sec-fetch-site': 'same-origin',
    accept: 'text/html',
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
  }
  const began = performance.now()
  return new Promise((resolve, reject) => {
    const sent = httpRequest(`${portal}/api/logga-in/losenord`, { method: 'POST', headers, agent }, (response) => {
      const answered = async () => {
        const read = await text(response)
        const ms = performance.now() - began
        const { date: _date, 'set-cookie': cookies = [], ...others } = response.headers
        // What was typed comes back sealed: another text each time.
        const names = cookies.map((line) => line.replace(/=[^;]*/, ''))
        return { ms, answer: JSON.stringify([response.statusCode, others, names, read]).replaceAll(/nonce-[^']*/g, '') }
      }
      resolve(answered())
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** The chance that an answer about a name that exists took longer than one about another (Mann and Whitney). */
function areaUnderCurve(times: Timing[]): number {
  const sorted = [...times].sort((a, b) => a.ms - b.ms)
  const ranks = sorted.flatMap(({ exists }, index) => (exists ? [index + 1] : []))
  const sum = ranks.reduce((all, rank) => all + rank, 0)
  const others = times.length - ranks.length
  return (sum - (ranks.length * (ranks.length + 1)) / 2) / (ranks.length * others)
}
