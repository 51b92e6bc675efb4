// Ten broken files with their reports, for readers who see nothing else: node e2e/bench/broken-files.ts OUT [--seed 1]
//
// OUT/fil-01 … fil-10: the file, and rapport.txt as `kvittens check` prints it in Swedish. OUT/kontroll-01 …: the same file with
// what libxml2, Excel or a text editor says of it. OUT/facit.txt tells what is planted: keep it from the readers. The order
// and the values come from the seed; the reports are made on BROKEN_ON, whatever day it is.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { checkFiles } from '#lib/cli/check-files.ts'
import { BROKEN_ON, type BrokenFile, brokenFiles } from '../fixtures/broken-files.ts'
import { Random } from '../fuzz/random.ts'
import { libxml2Says } from '../fuzz/well-formed.ts'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string', default: '1' } } })
const [out] = positionals
if (out === undefined) throw new Error('say where: node e2e/bench/broken-files.ts OUT [--seed 1]')
const random = new Random(Number(values.seed))
const files = shuffled(brokenFiles(random))
const root = resolve(out)
const key: string[] = []
for (const [index, file] of files.entries()) {
  const number = String(index + 1).padStart(2, '0')
  const [folder, control] = [`fil-${number}`, `kontroll-${number}`].map((name) => join(root, name)) as [string, string]
  for (const each of [folder, control]) {
    mkdirSync(each, { recursive: true })
    writeFileSync(join(each, file.name), file.bytes)
  }
  writeFileSync(join(folder, 'rapport.txt'), await reportOn(folder, file.name))
  writeFileSync(join(control, 'kontroll.txt'), `${await wordsElsewhere(file)}\n`)
  key.push(`${number} ${file.kind} ${file.name}: ${file.planted.join('; ')}`)
}
writeFileSync(join(root, 'facit.txt'), `seed ${values.seed}\n${key.join('\n')}\n`)
console.log(key.join('\n'))

/** What the command prints of the file, from the folder that it lies in. */
async function reportOn(folder: string, name: string): Promise<string> {
  process.chdir(folder)
  let text = ''
  const context = { locale: 'sv', now: new Date(), write: (part: string) => (text += part) } as const
  await checkFiles([name, '--today', BROKEN_ON, '--orgnr', '5599001236'], context)
  return text
}

async function wordsElsewhere({ bytes, elsewhere }: BrokenFile): Promise<string> {
  return elsewhere === 'libxml2' ? await libxml2Says(bytes) : elsewhere
}

function shuffled<T>(from: readonly T[]): T[] {
  const left = [...from]
  return from.map(() => left.splice(random.below(left.length), 1)[0] as T)
}
