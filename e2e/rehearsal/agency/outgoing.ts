// Files that the agency has for employers.
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { element, emptyTag } from '#lib/xml.ts'
import { answerFault, answerXml } from './answer.ts'
import type { Behaving, Rule } from './behaviour.ts'
import type { Exchange } from './receive.ts'

const delivery = z.strictObject({
  orgnr: z.string().regex(/^\d{10}(\d{2})?$/),
  tjanst: z.string().min(1),
  filnamn: z.string().min(1),
  base64: z.base64(),
  /** Instead of a new id: an agency that reuses one. */
  id: z.string().min(1).optional(),
  /** Instead of the true values: an agency that announces one thing and sends another. */
  sha256: z.string().optional(),
  bytes: z.number().int().optional(),
})
export type DeliveryInput = z.input<typeof delivery>
export type Outgoing = z.output<typeof delivery> & {
  id: string
  sha256: string
  bytes: number
  acknowledged: boolean
  /** How often it was asked for, and how often acknowledged. */
  fetches: number
  acknowledgements: number
}

export type OutgoingFiles = {
  add: (json: unknown) => string
  all: () => Omit<Outgoing, 'base64'>[]
  list: (asked: DeliveryCall) => void
  fetch: (asked: DeliveryCall, id: string) => void
  acknowledge: (asked: DeliveryCall, id: string) => void
  reset: () => void
}

/** A call for these files, and the behaviour for it. */
type DeliveryCall = Pick<Exchange, 'response' | 'mayActFor' | 'reset'> & { behaviour: Behaving }

export function keepOutgoing(file: string): OutgoingFiles {
  let files: Outgoing[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
  const save = () => {
    writeFileSync(`${file}.part`, JSON.stringify(files))
    renameSync(`${file}.part`, file)
  }
  const find = (id: string, { mayActFor }: DeliveryCall) => files.find((one) => one.id === id && mayActFor(one.orgnr))
  const missing = ({ response }: DeliveryCall) => answerFault(response, { status: 404, code: 'OKAND', text: 'Filen finns inte' })
  return {
    add(json) {
      const parsed = delivery.parse(json)
      const content = Buffer.from(parsed.base64, 'base64')
      const id = parsed.id ?? randomUUID()
      const sha256 = createHash('sha256').update(content).digest('hex')
      const kept = { id, acknowledged: false, fetches: 0, acknowledgements: 0, bytes: content.length, sha256 }
      files.push({
        ...kept,
        ...parsed,
        id,
        orgnr: parsed.orgnr.slice(-10),
        bytes: parsed.bytes ?? content.length,
        sha256: parsed.sha256 ?? sha256,
      })
      save()
      return id
    },
    all: () => files.map(({ base64: _, ...one }) => one),
    list(asked) {
      if (turnedAway(asked, asked.behaviour.ruleFor('', 'list'))) return
      const open = files.filter((one) => !one.acknowledged && asked.mayActFor(one.orgnr))
      answerXml(asked.response, 200, element('filer', open.map(describe).join('')))
    },
    fetch(asked, id) {
      const found = find(id, asked)
      if (!found) return missing(asked)
      found.fetches++
      const rule = asked.behaviour.ruleFor(found.orgnr, 'fetch')
      if (turnedAway(asked, rule)) return
      const content = Buffer.from(found.base64, 'base64')
      asked.response.writeHead(200, {
        'content-type': 'application/octet-stream',
        'content-length': content.length,
        'repr-digest': `sha-256=:${Buffer.from(found.sha256, 'hex').toString('base64')}:`,
      })
      if (rule?.mode === 'reset-mid-body')
        return void asked.response.write(content.subarray(0, content.length / 2), () => setTimeout(asked.reset, 50))
      if (rule?.mode === 'slow') return void trickle(asked.response, content)
      asked.response.end(content)
    },
    acknowledge(asked, id) {
      const found = find(id, asked)
      if (!found) return missing(asked)
      const rule = asked.behaviour.ruleFor(found.orgnr, 'acknowledge')
      if (turnedAway(asked, rule)) return
      found.acknowledged = true
      found.acknowledgements++
      save()
      if (rule?.mode === 'store-then-reset') return asked.reset()
      if (rule?.mode === 'store-then-hang') return
      answerXml(asked.response, 200, emptyTag('kvitterad', { id }))
    },
    reset() {
      files = []
      save()
    },
  }
}

/** Whether the rule made an end of the call before anything was done. */
function turnedAway({ response, reset }: DeliveryCall, rule: Rule | undefined): boolean {
  if (!rule) return false
  const { mode } = rule
  if (mode === 'hang') return true
  if (mode === 'reset-before-body') {
    reset()
    return true
  }
  if (mode === 'html-answer') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end('<!doctype html><title>Logga in</title><h1>Logga in</h1>')
    return true
  }
  if (!mode.startsWith('status-')) return false
  answerFault(response, { status: Number(mode.slice('status-'.length)), code: 'FEL', text: 'Försök igen senare' })
  return true
}

/** Over two seconds or so. */
async function trickle(response: ServerResponse, content: Buffer): Promise<void> {
  const piece = Math.max(1, Math.ceil(content.length / 20))
  for (let at = 0; at < content.length; at += piece) {
    response.write(content.subarray(at, at + piece))
    await sleep(100)
  }
  response.end()
}

function describe({ id, orgnr, tjanst, filnamn, sha256, bytes }: Outgoing): string {
  return emptyTag('fil', { id, arbetsgivare: orgnr, tjanst, namn: filnamn, sha256, bytes })
}
