// The routes of the operator's desk for applications to join.
import { decisionForm, openCaseFileRoute } from './desk-forms.ts'
import { confirmPaperForm, openPaperForm, registerPaperForm } from './paper-forms.ts'
import type { WebRoute } from './web.ts'

/** What an operator decides asks for a fresh login. */
const desk = { method: 'POST', asks: 'operator', fresh: true } as const

export const DESK_ROUTES: readonly WebRoute[] = [
  {
    name: 'decideApplication',
    path: '/api/drift/anslutningar/{referens}/beslut',
    ...desk,
    page: ({ referens }) => `/drift/anslutningar/${referens}`,
    keeps: ['skal'],
    handle: decisionForm,
  },
  {
    name: 'openPaper',
    path: '/api/drift/anslutningar/papper',
    ...desk,
    page: () => '/drift/anslutningar',
    keeps: ['referens', 'kod'],
    handle: openPaperForm,
  },
  {
    name: 'registerPaper',
    path: '/api/drift/anslutningar/{referens}/papper',
    ...desk,
    page: ({ referens }) => `/drift/anslutningar/${referens}`,
    handle: registerPaperForm,
  },
  {
    name: 'confirmPaper',
    path: '/api/drift/anslutningar/{referens}/papper/bekrafta',
    ...desk,
    page: ({ referens }) => `/drift/anslutningar/${referens}`,
    handle: confirmPaperForm,
  },
  {
    name: 'openCaseFile',
    method: 'GET',
    path: '/api/drift/anslutningar/{referens}/fil/{id}',
    asks: 'operator',
    handle: openCaseFileRoute,
  },
]
