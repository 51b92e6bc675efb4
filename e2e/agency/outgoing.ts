// Files that the agency has for employers.
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { z } from 'zod'
import { answerFault, answerXml, escapeXml } from './answer.ts'

const delivery = z.strictObject({
  orgnr: z.string().regex(/^\d{10}(\d{2})?$/),
  tjanst: z.string().min(1),
  filnamn: z.string().min(1),
  base64: z.base64(),
})
type Outgoing = z.output<typeof delivery> & { id: string; sha256: string; bytes: number; acknowledged: boolean }

export type OutgoingFiles = {
  add: (json: unknown) => string
  list: (response: ServerResponse, mayActFor: (orgnr: string) => boolean) => void
  fetch: (response: ServerResponse, id: string, mayActFor: (orgnr: string) => boolean) => void
  acknowledge: (response: ServerResponse, id: string, mayActFor: (orgnr: string) => boolean) => void
  reset: () => void
}

export function keepOutgoing(file: string): OutgoingFiles {
  let files: Outgoing[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
  const save = () => {
    writeFileSync(`${file}.part`, JSON.stringify(files))
    renameSync(`${file}.part`, file)
  }
  const find = (id: string, mayActFor: (orgnr: string) => boolean) => files.find((one) => one.id === id && mayActFor(one.orgnr))
  const missing = (response: ServerResponse) => answerFault(response, { status: 404, code: 'OKAND', text: 'Filen finns inte' })
  return {
    add(json) {
      const parsed = delivery.parse(json)
      const content = Buffer.from(parsed.base64, 'base64')
      const id = randomUUID()
      const sha256 = createHash('sha256').update(content).digest('hex')
      files.push({ ...parsed, orgnr: parsed.orgnr.slice(-10), id, sha256, bytes: content.length, acknowledged: false })
      save()
      return id
    },
    list(response, mayActFor) {
      const open = files.filter((one) => !one.acknowledged && mayActFor(one.orgnr))
      answerXml(response, 200, `<filer>${open.map(describe).join('')}</filer>`)
    },
    fetch(response, id, mayActFor) {
      const found = find(id, mayActFor)
      if (!found) return missing(response)
      const content = Buffer.from(found.base64, 'base64')
      response.writeHead(200, {
        'content-type': 'application/octet-stream',
        'content-length': content.length,
        'repr-digest': `sha-256=:${Buffer.from(found.sha256, 'hex').toString('base64')}:`,
      })
      response.end(content)
    },
    acknowledge(response, id, mayActFor) {
      const found = find(id, mayActFor)
      if (!found) return missing(response)
      found.acknowledged = true
      save()
      answerXml(response, 200, `<kvitterad id="${id}"></kvitterad>`)
    },
    reset() {
      files = []
      save()
    },
  }
}

function describe(file: Outgoing): string {
  const attributes = {
    id: file.id,
    arbetsgivare: file.orgnr,
    tjanst: file.tjanst,
    namn: file.filnamn,
    sha256: file.sha256,
    bytes: String(file.bytes),
  }
  return `<fil ${Object.entries(attributes)
    .map(([name, value]) => `${name}="${escapeXml(value)}"`)
    .join(' ')}></fil>`
}
