import { route } from '#lib/http/route.ts'
import { extendSession, tellSessionClock } from '#lib/http/session-clock.ts'

export const GET = route(tellSessionClock)
export const POST = route(extendSession)
