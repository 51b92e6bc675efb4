// Every way into the portal, asked over HTTP as everybody: the answer is the one that its `asks` says. Without a browser.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { issueLeaf, loadAuthority } from '../rehearsal/pki/authority.ts'
import { askersOf, askPortal } from '../ways-in/ask-portal.ts'
import { ASKERS } from '../ways-in/judge-answer.ts'
import { portalWays } from '../ways-in/list-ways.ts'
import { makePortalCompany, type PortalCompany } from '../ways-in/portal-company.ts'
import { askSideDoors } from '../ways-in/side-doors.ts'
import { deliverFile } from './deliveries.ts'
import { portalPepper } from './own-login-states.ts'
import { readEnvironment } from './place.ts'
import { expect, test } from './test.ts'

const ways = portalWays()
let company: PortalCompany

test.beforeAll(async ({ owner, agency, here }) => {
  await agency.behave({})
  company = await makePortalCompany({
    owner,
    portal: here.settings.publicUrl,
    pepper: portalPepper(),
    deliver: async (file) => (await deliverFile({ agency, owner }, file)).id,
    certify,
  })
})

test('addresses and methods that are no way lead nowhere', async ({ here }) => {
  const build = readFileSync('.next/BUILD_ID', 'utf8')
  const { faults, requests } = await askSideDoors({ portal: here.settings.publicUrl, company, ways, build })
  expect(faults).toEqual([])
  expect(requests).toBeGreaterThan(500)
})

const pairs = ways.flatMap(askersOf).length

test(`the portal’s ${ways.length} ways answer ${ASKERS.length} askers as they say: ${pairs} pairs`, async ({ owner, here }) => {
  // Pages are made one after the other: on a loaded machine that takes its time.
  test.slow()
  const { faults, requests, matrix } = await askPortal({ owner, portal: here.settings.publicUrl, company, ways })
  console.log(`${matrix}\nleaks: ${faults.length}`)
  expect(faults).toEqual([])
  expect(requests).toBeGreaterThan(pairs)
})

async function certify(orgnr: string, commonName: string): Promise<string> {
  const at = (name: string) => join(readEnvironment().settings.dir, 'pki', name)
  const authority = await loadAuthority(readFileSync(at('ca.pem'), 'utf8'), readFileSync(at('ca-key.pem'), 'utf8'))
  const file = at(`${commonName}.pem`)
  writeFileSync(file, (await issueLeaf(authority, { commonName, serialNumber: `16${orgnr}` })).pem)
  return file
}
