// The routes that the listener answers itself; every other address is a page.
import { askBeforeSending } from './ask-before-sending.ts'
import { rememberLayout } from './conversions.ts'
import { acknowledgeDeliveryForm, openDeliveryFile } from './delivery.ts'
import { sendExport } from './export-company.ts'
import { exportLog } from './export-log.ts'
import { exportSubmissions } from './export-submissions.ts'
import { FORM_ROUTES } from './form-routes.ts'
import { handIn } from './hand-in.ts'
import { showHealth, showLive, showReady } from './health.ts'
import { JOINING_ROUTES } from './joining-routes.ts'
import { sendArchive } from './receipts/send-archive.ts'
import { sendReceipt } from './receipts/send-receipt.ts'
import { showSecurityTxt } from './security-txt.ts'
import { extendSession, tellSessionClock } from './session-clock.ts'
import { actOnSubmission, showSubmission } from './submission.ts'
import { answerPortalUpload } from './uploads.ts'
import type { WebRoute } from './web.ts'

const UPLOADS = '/api/uppladdningar'
const UPLOAD = '/api/uppladdningar/{id}'
const SUBMISSION = '/api/inlamningar/{referens}'
const SESSION = '/api/session'
const DELIVERY_FILE = '/api/inkorg/{id}/fil'

export const WEB_ROUTES: readonly WebRoute[] = [
  { name: 'handIn', method: 'POST', path: '/api/inlamningar', asks: 'handler', page: () => '/lamna', handle: handIn },
  { name: 'askBeforeSending', method: 'POST', path: '/api/inlamningar/fraga', asks: 'handler', handle: askBeforeSending },
  { name: 'rememberLayout', method: 'POST', path: '/api/omvandlingar', asks: 'handler', handle: rememberLayout },
  { name: 'sendArchive', method: 'GET', path: '/api/inlamningar/arkiv', asks: 'member', handle: sendArchive },
  { name: 'sendReceipt', method: 'GET', path: `${SUBMISSION}/kvittens.pdf`, asks: 'member', handle: sendReceipt },
  { name: 'exportSubmissions', method: 'GET', path: '/api/inlamningar/lista', asks: 'member', handle: exportSubmissions },
  { name: 'showSubmission', method: 'GET', path: SUBMISSION, asks: 'member', poll: true, handle: showSubmission },
  {
    name: 'actOnSubmission',
    method: 'POST',
    path: SUBMISSION,
    asks: 'handler',
    page: ({ referens }) => `/inlamningar/${referens}`,
    handle: actOnSubmission,
  },
  { name: 'beginUpload', method: 'POST', path: UPLOADS, asks: 'handler', handle: answerPortalUpload },
  { name: 'uploadOptions', method: 'OPTIONS', path: UPLOADS, asks: 'handler', handle: answerPortalUpload },
  { name: 'showFinishedUpload', method: 'GET', path: UPLOAD, asks: 'handler', poll: true, handle: answerPortalUpload },
  { name: 'showUploadOffset', method: 'HEAD', path: UPLOAD, asks: 'handler', handle: answerPortalUpload },
  { name: 'goOnWithUpload', method: 'PATCH', path: UPLOAD, asks: 'handler', handle: answerPortalUpload },
  { name: 'dropUpload', method: 'DELETE', path: UPLOAD, asks: 'handler', handle: answerPortalUpload },
  { name: 'uploadOptions', method: 'OPTIONS', path: UPLOAD, asks: 'handler', handle: answerPortalUpload },
  {
    name: 'acknowledgeDelivery',
    method: 'POST',
    path: '/api/inkorg/{id}',
    asks: 'handler',
    page: ({ id }) => `/inkorg/${id}`,
    handle: acknowledgeDeliveryForm,
  },
  {
    name: 'openDeliveryFile',
    method: 'GET',
    path: DELIVERY_FILE,
    asks: 'handler',
    page: ({ id }) => `/inkorg/${id}`,
    handle: openDeliveryFile,
  },
  { name: 'exportLog', method: 'GET', path: '/api/foretaget/logg', asks: 'administrator', handle: exportLog },
  ...FORM_ROUTES,
  ...JOINING_ROUTES,
  { name: 'exportCompany', method: 'GET', path: '/api/foretaget/export', asks: 'administrator', handle: sendExport },
  { name: 'tellSessionClock', method: 'GET', path: SESSION, asks: 'nobody', poll: true, handle: tellSessionClock },
  { name: 'extendSession', method: 'POST', path: SESSION, asks: 'person', handle: extendSession },
  { name: 'securityTxt', method: 'GET', path: '/.well-known/security.txt', asks: 'nobody', handle: showSecurityTxt },
  { name: 'health', method: 'GET', path: '/api/health', asks: 'nobody', anyHost: true, handle: showHealth },
  { name: 'live', method: 'GET', path: '/api/live', asks: 'nobody', anyHost: true, handle: showLive },
  { name: 'ready', method: 'GET', path: '/api/ready', asks: 'nobody', anyHost: true, handle: showReady },
]
