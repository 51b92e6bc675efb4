// How an outage of each kind is brought about in a local start, and ended.
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { agencyControl } from '../rehearsal/agency/control-client.ts'
import type { Running } from '../rehearsal/local/start.ts'
import { createAuthority, issueLeaf, loadAuthority } from '../rehearsal/pki/authority.ts'
import { OPERATOR_ORGNR } from '../rehearsal/pki.ts'

/** Both resolve when it is so. */
export type OutageKind = { begin: (running: Running) => Promise<void>; end: (running: Running) => Promise<void> }

/** Our certificate ends so soon after relay has read it. */
const SHORT_LIFE_MS = 4_000

const mode = (rule: { mode: 'hang' | 'status-503'; retryAfter?: number }): OutageKind => ({
  begin: ({ settings }) => agencyControl(settings.ports.agencyControl).behave({ rules: [rule] }),
  end: ({ settings }) => agencyControl(settings.ports.agencyControl).behave({}),
})

const signals = (part: 'agency' | 'relay'): OutageKind => ({
  begin: async (running) => send(running, part, 'SIGSTOP'),
  end: async (running) => send(running, part, 'SIGCONT'),
})

export const OUTAGE_KINDS = {
  /** With Retry-After of an hour. */
  '503': mode({ mode: 'status-503', retryAfter: 3_600 }),
  /** Takes files, answers nothing. Lists and verdicts it does answer. */
  hang: mode({ mode: 'hang' }),
  /** Takes connections and stands still. */
  'receiver-stopped': signals('agency'),
  'receiver-certificate': {
    async begin(running) {
      const { pem } = await issueLeaf(await createAuthority('En annan CA'), { commonName: 'agency', hosts: ['localhost'] })
      keep(running.pki.agency)
      writeFileSync(running.pki.agency, pem)
      await startAgain(running)
    },
    async end(running) {
      putBack(running.pki.agency)
      await startAgain(running)
    },
  },
  /** It ends while relay runs; the new one is read at SIGHUP. */
  'own-certificate': {
    async begin(running) {
      const { ca, dir, operator } = running.pki
      const authority = await loadAuthority(readFileSync(ca, 'utf8'), readFileSync(join(dir, 'ca-key.pem'), 'utf8'))
      // Certificates count whole seconds.
      const notAfter = new Date(Math.ceil((Date.now() + SHORT_LIFE_MS) / 1000) * 1000)
      const { pem } = await issueLeaf(authority, {
        serialNumber: `16${OPERATOR_ORGNR}`,
        commonName: 'Kvittens operatör',
        notAfter,
      })
      keep(operator)
      writeFileSync(operator, pem)
      send(running, 'relay', 'SIGHUP')
      await sleep(notAfter.getTime() - Date.now())
    },
    async end(running) {
      putBack(running.pki.operator)
      send(running, 'relay', 'SIGHUP')
    },
  },
  'relay-stopped': signals('relay'),
} satisfies Record<string, OutageKind>

const kept = (file: string) => `${file}.kept`
const keep = (file: string) => copyFileSync(file, kept(file))
const putBack = (file: string) => existsSync(kept(file)) && copyFileSync(kept(file), file)

function send({ pid }: Running, part: string, signal: NodeJS.Signals): void {
  const id = pid(part)
  if (id === undefined) throw new Error(`${part} does not run`)
  process.kill(id, signal)
}

/** Resolves when the agency that follows the killed one answers. */
async function startAgain(running: Running): Promise<void> {
  const before = running.pid('agency')
  send(running, 'agency', 'SIGKILL')
  const control = agencyControl(running.settings.ports.agencyControl)
  const isBack = async () => running.pid('agency') !== before && (await control.ledger().catch(() => undefined)) !== undefined
  while (!(await isBack())) await sleep(100)
}
