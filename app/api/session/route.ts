import { route } from '#lib/web/pages/route.ts'
import { extendSession, tellSessionClock } from '#lib/web/pages/session-clock.ts'

export const GET = route(tellSessionClock)
export const POST = route(extendSession)
