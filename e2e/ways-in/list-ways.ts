// e2e/ways-in: every way into the portal and the gateway, who may use it, and whether an answer is the one that it says.
//
//   list-ways.ts       the ways: rows of both tables, page.tsx, route.ts, public files; what the files ask, and why some ask nothing
//   judge-answer.ts    whether an answer is the one that the way's `asks` says
//   portal-company.ts  a company with one thing of each kind, and the people who ask; portal-requests.ts how each way is asked
//   ask-portal.ts      asks them all (e2e/browser/ways-in.spec.ts runs it); the gateway's: e2e/gateway/ways-in.test.ts
//
// Without a portal, e2e/guards/ways-in.test.ts holds the lists whole and the judge awake.
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Asks } from '#lib/door/route.ts'
import { ROUTES } from '#lib/gateway/routes.ts'
import { WEB_ROUTES } from '#lib/web/listener/routes.ts'
import { REPOSITORY } from '../guards/read-ranks.ts'

/** `path` with placeholders as in `/inkorg/{id}`. */
export type Way = { from: 'table' | 'page' | 'file'; method: string; path: string; asks: Asks }

export const wayName = ({ method, path }: Pick<Way, 'method' | 'path'>): string => `${method} ${path}`

/** What each page.tsx, route.ts and public file asks. */
export const FILE_ASKS: Readonly<Record<string, Asks>> = {
  'GET /': 'nobody',
  'GET /anslut': 'nobody',
  'GET /anslut/part/{token}': 'nobody',
  'GET /anslut/villkor': 'nobody',
  'GET /anslut/{reference}': 'person',
  'GET /anslut/{reference}/{steg}': 'person',
  'GET /automatisera': 'nobody',
  'GET /drift': 'operator',
  'GET /drift/inloggning': 'operator',
  'GET /drift/anslutningar': 'operator',
  'GET /drift/anslutningar/{reference}': 'operator',
  'GET /drift/anslutningar/{reference}/brev': 'operator',
  'GET /driftinformation': 'nobody',
  'GET /foretag': 'person',
  'GET /foretaget': 'member',
  'GET /foretaget/aviseringar': 'member',
  'GET /foretaget/aviseringar/hemlighet': 'member',
  'GET /foretaget/avsluta': 'member',
  'GET /foretaget/bekrafta': 'member',
  'GET /foretaget/bestall': 'member',
  'GET /foretaget/certifikat': 'member',
  'GET /foretaget/gallring': 'member',
  'GET /foretaget/kunder': 'member',
  'GET /foretaget/logg': 'member',
  'GET /foretaget/inloggning': 'member',
  'GET /foretaget/ombud': 'member',
  'GET /foretaget/omvandlingar': 'member',
  'GET /foretaget/personer/{id}/inloggning': 'member',
  'GET /foretaget/personer': 'member',
  'GET /foretaget/personer/{id}': 'administrator',
  'GET /foretaget/tjanster': 'member',
  'GET /hem': 'member',
  'GET /inbjudan/{token}': 'nobody',
  'GET /inkorg': 'member',
  'GET /inkorg/{id}': 'member',
  'GET /inlamningar': 'member',
  'GET /inlamningar/{reference}': 'member',
  'GET /inlamningar/{reference}/{fil}': 'member',
  'GET /kontakt': 'nobody',
  'GET /konto': 'person',
  'GET /konto/radera': 'person',
  'GET /konto/inloggning': 'person',
  'GET /losenord/{token}': 'nobody',
  'GET /lamna': 'member',
  'GET /lamna/{tjanst}': 'member',
  'GET /logga-in': 'nobody',
  'GET /mark.svg': 'nobody',
  'GET /personuppgifter': 'nobody',
  'GET /postbeskrivningar': 'nobody',
  'GET /postbeskrivningar/{tjanst}': 'nobody',
  'GET /postbeskrivningar/{tjanst}/{del}': 'nobody',
  'GET /postbeskrivningar/{tjanst}/dtd': 'nobody',
  'GET /postbeskrivningar/{tjanst}/exempel/{namn}': 'nobody',
  'GET /postbeskrivningar/{tjanst}/regler': 'nobody',
  'GET /postbeskrivningar/{tjanst}/mall': 'nobody',
  'GET /prova': 'nobody',
  'GET /rapport/{id}': 'member',
  'GET /rapport/{id}/{fil}': 'member',
  'GET /support': 'support',
  'GET /tillganglighet': 'nobody',
  'GET /valkommen': 'nobody',
  'GET /anslut/skriv-under': 'person',
  'GET /api/auth/callback/eleg': 'nobody',
  'POST /api/logga-in/eleg': 'nobody',
}

/** Why a way asks for nobody, or for a person without a company. Every such way stands here, and no other. */
export const OPEN: Readonly<Record<string, string>> = {
  'GET /': 'says what the portal is',
  'GET /anslut': 'says what joining is, to those who have not joined',
  'GET /anslut/part/{token}': 'a link in a mail to somebody who has no account: nothing of the application stands there',
  'GET /anslut/villkor': 'the terms are read before one accepts them',
  'GET /anslut/{reference}': 'the applicant and those named have no company yet',
  'GET /anslut/{reference}/{steg}': 'the applicant has no company yet',
  'POST /api/anslut': 'begins an application, also for a guest, who becomes a person by it',
  'POST /api/anslut/oppna': 'opens an application for a guest whom it names',
  'POST /api/anslut/{referens}/steg/{steg}': 'the applicant has no company yet',
  'POST /api/anslut/{referens}/steg/{steg}/falt': 'the applicant has no company yet',
  'POST /api/anslut/{referens}/underlag': 'the applicant has no company yet',
  'POST /api/anslut/{referens}/underlag/ta-bort': 'the applicant has no company yet',
  'GET /api/anslut/{referens}/underlag/{id}': 'the applicant and those named have no company yet',
  'POST /api/anslut/{referens}/skicka': 'the applicant has no company yet',
  'POST /api/anslut/{referens}/andra': 'the applicant has no company yet',
  'POST /api/anslut/{referens}/aterta': 'the applicant has no company yet',
  'POST /api/anslut/{referens}/nej': 'those named have no company yet',
  'GET /api/anslut/{referens}/blankett': 'the applicant and those named have no company yet',
  'GET /automatisera': 'a payroll company reads it before it joins',
  'GET /driftinformation': 'tells whether the portal works, also to those who cannot log in',
  'GET /kontakt': 'where to turn, also for those who cannot log in',
  'GET /logga-in': 'one logs in there',
  'GET /mark.svg': 'the mark in the browser’s tab',
  'GET /personuppgifter': 'the law wants it told before a person leaves anything',
  'GET /postbeskrivningar': 'what a file may look like is public',
  'GET /postbeskrivningar/{tjanst}': 'what a file may look like is public',
  'GET /postbeskrivningar/{tjanst}/{del}': 'what a file may look like is public',
  'GET /postbeskrivningar/{tjanst}/dtd': 'what a file may look like is public',
  'GET /postbeskrivningar/{tjanst}/regler': 'what a file may look like is public',
  'GET /postbeskrivningar/{tjanst}/exempel/{namn}': 'made-up sample files',
  'GET /postbeskrivningar/{tjanst}/mall': 'an empty template, of no company',
  'GET /prova': 'the check runs in the browser: nothing is sent',
  'GET /tillganglighet': 'the law wants it open',
  'GET /valkommen': 'somebody who has identified and has no account reads there how to get one',
  'GET /inbjudan/{token}':
    'the link in a mail, held by who has no account yet; it says nothing before they have shown who they are',
  'POST /api/inbjudan/{token}': 'who accepts has no account yet: it asks by itself for who has shown who they are',
  'GET /foretag': 'chooses the company',
  'POST /api/foretag': 'chooses the company; one that the person may not act for is not found',
  'GET /konto': 'the person’s own things, whatever company',
  'POST /api/konto/inloggningar/avsluta': 'a login of the person’s own; another’s is not found',
  'POST /api/konto/inloggningar/avsluta-andra': 'the person’s own logins',
  'GET /konto/radera': 'the person’s own account',
  'POST /api/konto/export': 'what is kept about the person themself',
  'POST /api/konto/radera': 'the person’s own account',
  'POST /api/konto/lamna': 'leaves a company; one that the person is no member of is not found',
  'POST /api/konto/sprak': 'the language of the person’s own mails',
  'POST /api/konto/epost': 'the person’s own address',
  'POST /api/konto/epost/kod': 'the person’s own address',
  'GET /api/session': 'tells the browser whether its login has ended',
  'POST /api/session': 'keeps the login alive, with or without a company',
  'POST /api/logga-ut': 'a login that has ended is left too',
  'POST /api/logga-in/eleg': 'begins a login',
  'POST /api/logga-in/losenord': 'is a login',
  'POST /api/logga-in/passkey': 'is a login',
  'POST /api/logga-in/passkey/utmaning': 'begins a login; the same answer for everybody',
  'GET /losenord/{token}': 'who has the link chooses user name and password there; any other is told that it cannot be used',
  'POST /api/losenord/{token}': 'asks for the link and for what was told beside it',
  'GET /konto/inloggning': 'the person’s own login',
  'POST /api/konto/losenord': 'the person’s own login',
  'POST /api/konto/kodapp': 'the person’s own login',
  'POST /api/konto/passkey': 'the person’s own login',
  'POST /api/konto/passkey/utmaning': 'the person’s own login',
  'POST /api/konto/passkey/ta-bort': 'a passkey of the person’s own; another’s is not found',
  'POST /api/konto/inloggning/las-upp': 'the person’s own login',
  'POST /api/konto/inloggning/ta-bort': 'the person’s own login',
  'GET /api/auth/callback/eleg': 'ends a login: the broker sends the person here',
  'POST /api/skriv-under': 'signs an application that a person has a part in',
  'GET /api/auth/callback/skriv-under': 'ends a signature: the broker sends the person here',
  'GET /anslut/skriv-under': 'sends a person on to the broker to sign',
  'POST /api/sprak': 'the language of pages that are open',
  'GET /.well-known/security.txt': 'whoever has found a hole reads where to report it',
  'GET /api/health': 'load balancers ask, and have no login',
  'GET /api/live': 'an orchestrator asks, and has no login',
  'GET /api/ready': 'an orchestrator asks, and has no login',
  'GET /sjalvtest': 'tells a caller what is wrong with its certificate, also when there is none',
  'GET /openapi.json': 'the description of the gateway is public',
}

/** Every way into the gateway. */
export const gatewayWays = (): Way[] => ROUTES.map(ofRow)

/** Every way into the portal. Throws on a file that FILE_ASKS does not know. `root`: of the tree with app/ and public/. */
export function portalWays(root = REPOSITORY): Way[] {
  const files = fileWays(root).map(({ from, method, path }): Way => {
    const asks = FILE_ASKS[wayName({ method, path })]
    if (!asks) throw new Error(`${wayName({ method, path })} is not in FILE_ASKS: who may ask it?`)
    return { from, method, path, asks }
  })
  return [...WEB_ROUTES.map(ofRow), ...files]
}

const ofRow = ({ method, path, asks }: Pick<Way, 'method' | 'path' | 'asks'>): Way => ({ from: 'table', method, path, asks })

/** What Next answers by itself, read from the tree: page.tsx, each method of a route.ts, the files of public/. */
export function fileWays(root: string): Omit<Way, 'asks'>[] {
  const find = (pattern: string) => globSync(pattern, { cwd: root, withFileTypes: false }).sort()
  const pages = find('app/**/page.{tsx,ts,jsx,js}').map(
    (file) => ({ from: 'page', method: 'GET', path: addressOf(file) }) as const,
  )
  const routes = find('app/**/route.{tsx,ts,jsx,js}').flatMap((file) =>
    methodsIn(file, readFileSync(join(root, file), 'utf8')).map(
      (method) => ({ from: 'file', method, path: addressOf(file) }) as const,
    ),
  )
  const open = find('public/**/*.*').map((file) => ({ from: 'file', method: 'GET', path: file.slice('public'.length) }) as const)
  return [...pages, ...routes, ...open]
}

/** `app/inkorg/[id]/page.tsx` is `/inkorg/{id}`. */
const addressOf = (file: string): string => `/${file.split('/').slice(1, -1).join('/')}`.replaceAll('[', '{').replaceAll(']', '}')

function methodsIn(file: string, text: string): string[] {
  const methods = [...text.matchAll(/^export (?:const|async function|function) ([A-Z]+)\b/gm)].map(([, method = '']) => method)
  if (methods.length === 0 || /^export (\{|\*)/m.test(text)) throw new Error(`${file}: its methods cannot be read`)
  return methods
}
