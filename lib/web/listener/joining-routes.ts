// The routes of an application to join.
import { addBasisForm, giveBasis, givePrint, removeBasisForm } from './joining-files.ts'
import {
  askJoining,
  declineJoining,
  openJoining,
  reopenJoining,
  saveField,
  saveStep,
  startJoining,
  withdrawJoining,
} from './joining-forms.ts'
import type { WebRoute } from './web.ts'

const APPLICATION = '/api/anslut/{referens}'
const POST = 'POST'
const own = {
  method: POST,
  asks: 'person',
  page: ({ referens }: Readonly<Record<string, string>>) => `/anslut/${referens}`,
} as const
const basis = { ...own, page: ({ referens }: Readonly<Record<string, string>>) => `/anslut/${referens}/firmateckning` } as const

export const JOINING_ROUTES: readonly WebRoute[] = [
  { name: 'startJoining', method: POST, path: '/api/anslut', asks: 'nobody', page: () => '/anslut', handle: startJoining },
  { name: 'openJoining', method: POST, path: '/api/anslut/oppna', asks: 'nobody', page: () => '/anslut', handle: openJoining },
  {
    name: 'saveJoiningStep',
    ...own,
    path: `${APPLICATION}/steg/{steg}`,
    page: ({ referens, steg }) => `/anslut/${referens}/${steg}`,
    handle: saveStep,
  },
  { name: 'saveJoiningField', method: POST, asks: 'person', path: `${APPLICATION}/steg/{steg}/falt`, handle: saveField },
  { name: 'addBasis', ...basis, path: `${APPLICATION}/underlag`, handle: addBasisForm },
  { name: 'removeBasis', ...basis, path: `${APPLICATION}/underlag/ta-bort`, handle: removeBasisForm },
  { name: 'giveBasis', method: 'GET', asks: 'person', path: `${APPLICATION}/underlag/{id}`, handle: giveBasis },
  { name: 'askJoining', ...own, path: `${APPLICATION}/skicka`, handle: askJoining },
  { name: 'reopenJoining', ...own, path: `${APPLICATION}/andra`, handle: reopenJoining },
  { name: 'withdrawJoining', ...own, path: `${APPLICATION}/aterta`, handle: withdrawJoining },
  { name: 'declineJoining', ...own, path: `${APPLICATION}/nej`, handle: declineJoining },
  { name: 'givePrint', method: 'GET', asks: 'person', path: `${APPLICATION}/blankett`, handle: givePrint },
]
