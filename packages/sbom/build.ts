// `npm run sbom`: the portal's bill of materials, beside this file in dist/. The kvittens command has its own in its package.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeSbom } from './make-sbom.ts'

const DIST = join(import.meta.dirname, 'dist')

const sbom = makeSbom()
const file = `kvittens-${sbom.metadata.component.version}.cdx.json`
mkdirSync(DIST, { recursive: true })
writeFileSync(join(DIST, file), `${JSON.stringify(sbom, null, 2)}\n`)
console.log(`packages/sbom/dist/${file}: ${sbom.components.length} components`)
