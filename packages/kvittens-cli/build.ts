// Makes the kvittens command into one file that needs nothing but Node, with the licences of what it holds: `npm run package`.
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { type OutputChunk, rolldown } from 'rolldown'
import { billOfPart, type Component, makeSbom } from '../sbom/make-sbom.ts'

const HERE = import.meta.dirname
const ROOT = resolve(HERE, '../..')
const DIST = join(HERE, 'dist')
const COPIED = [
  ['LICENSE', 'LICENSE'],
  ['docs/mappagent.md', 'mappagent.md'],
  ['docs/folder-agent.md', 'folder-agent.md'],
] as const
const MODULES = `node_modules${sep}`

rmSync(DIST, { recursive: true, force: true })
const bundle = await rolldown({ input: join(ROOT, 'lib/cli/main.ts'), cwd: ROOT, platform: 'node' })
const { output } = await bundle.write({
  dir: DIST,
  format: 'esm',
  entryFileNames: 'kvittens.mjs',
  codeSplitting: false,
  // As it was written, so that whoever must trust it can read it.
  minify: false,
  banner: '#!/usr/bin/env node',
})
await bundle.close()
const chunks = output.filter((part): part is OutputChunk => part.type === 'chunk')
const folders = packageFolders(chunks.flatMap(({ moduleIds }) => moduleIds))
writeFileSync(join(DIST, 'LICENSES-OF-OTHERS.txt'), licences(folders))
writeFileSync(join(DIST, 'sbom.cdx.json'), `${JSON.stringify(billOf(folders), null, 2)}\n`)
for (const [from, to] of COPIED) cpSync(join(ROOT, from), join(DIST, to))

/** Every package that has a part in the file. */
function packageFolders(modules: string[]): string[] {
  return [...new Set(modules.filter((id) => id.includes(MODULES)).map(packageFolder))].sort()
}

function licences(all: string[]): string {
  return all.map(licence).join(`\n${'-'.repeat(72)}\n\n`)
}

/** The command's own bill of materials (CycloneDX). */
function billOf(all: string[]) {
  const { name = '', version = '' } = readManifest(HERE)
  const component: Component = { 'bom-ref': `${name}@${version}`, type: 'application', name, version }
  const data = makeSbom()
  const own = data.components.filter(({ type }) => type === 'data').map((each) => each['bom-ref'])
  const used = all.map(readManifest).map((each) => `${each.name}@${each.version}`)
  return billOfPart(data, component, [...used, ...own])
}

function readManifest(folder: string): Record<string, string> {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string>
}

function packageFolder(id: string): string {
  const at = id.lastIndexOf(MODULES) + MODULES.length
  const [scope = '', name = ''] = id.slice(at).split(sep)
  return id.slice(0, at) + (scope.startsWith('@') ? join(scope, name) : scope)
}

function licence(folder: string): string {
  const { name, version, license, author } = readManifest(folder)
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
  const text = file && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : isc({ license, author, name })
  return `${name} ${version} (${license})\n\n${text.trim()}\n`
}

/** For a package that names the ISC licence and its author but comes without the text (https://opensource.org/license/isc-license-txt). */
function isc({ license, author, name }: Record<string, string | undefined>): string {
  if (license !== 'ISC' || !author) throw new Error(`${name} comes without a licence text: add one before passing it on`)
  return `Copyright (c) ${author}

Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted,
provided that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED
WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR
CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF
CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.`
}
